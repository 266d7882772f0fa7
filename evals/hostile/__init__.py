"""Texts made to be slow to read, for every public function that reads text: does time grow with their length alone?"""
