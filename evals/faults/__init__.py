"""A library at work is killed, its files are damaged: what is left, what is said of it, and can it be mended?"""
