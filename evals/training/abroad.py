"""What fills the slots of German, French and Spanish templates: the company that names of public rows are put in.

Grammar is not looked after: a case or an article that does not fit is what people type as well.
"""

import random
import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """`events` stand with their article, `within` what stands between one and a name; `papers` are documents with
    their article and `about` what follows them; `things` are plurals, `bodies` who may say something."""

    events: tuple[str, ...]
    within: tuple[str, ...]
    papers: tuple[str, ...]
    about: tuple[str, ...]
    things: tuple[str, ...]
    measures: tuple[str, ...]
    bodies: tuple[str, ...]


def _of(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|"))


ABROAD = {
    "de": Words(
        events=_of("""der Streik|den Streik|die Wahl|das Abkommen|dem Abkommen|der Haushalt|das Erdbeben|den Rückruf|
            die Fusion|das Gesetz|die Brücke|der Brückenbau|der Gipfel|die Untersuchung|den Vertrag|der Prozess|
            die Reform|dem Absturz|der Ausbruch|die Übernahme|den Hafen|das Klinikum|Hochwasser|die Einigung|
            das neue Museum|den neuen Fahrplan|die Verhandlungen|den Tarifstreit|das Verbot"""),
        within=_of("in|von|bei|mit|zwischen|um|gegen|an der"),
        papers=_of("""den Artikel|der Artikel|dem Artikel|den Bericht|dem Bericht|das Dokument|diesem Dokument|
            die Meldung|der Meldung|den Text|diesen Text|das Papier|den Beitrag|die Rede|den Brief|das Interview|
            die Notiz|die Studie|das Protokoll|der Pressemitteilung|den Aufsatz|das Schreiben"""),
        about=_of("über|zu|von|zum|über|zur"),
        things=_of("""Länder|Firmen|Gründe|Personen|Städte|Gesetze|Maßnahmen|Abkommen|Minister|Waffen|Namen|Schiffe|
            Forderungen|Kosten|Risiken|Vorfälle|Quellen|Mitglieder|Projekte|Opfer|Parteien|Beamten|Unternehmen|
            Flughäfen|Orte|Termine|Vorwürfe|Zeugen|Schulen|Bücher|Vor- und Nachteile|Argumente"""),
        measures=_of("""Kosten|die Kosten|Umsatz|Einwohner|Mitglieder|Schulden|Löhne|der Preis|den Preis|die Länge|
            Beschäftigte|Ausgaben|die Dauer|Stimmen|Zahlungen"""),
        bodies=_of("""die Regierung|die Gewerkschaft|der Minister|das Gericht|der Vorstand|die Bürgermeisterin|
            die Opposition|die Polizei|das Unternehmen|der Sprecher|die Kommission"""),
    ),
    "fr": Words(
        events=_of("""la grève|l'accord|le sommet|l'élection|la réforme|le procès|le budget|la fusion|l'épidémie|la loi|
            le pont|l'enquête|le traité|le rappel|l'inondation|le rachat|la nouvelle gare|les négociations|le musée|
            l'hôpital|le séisme|l'interdiction|le port"""),
        within=_of("de|à|en|entre|avec|contre|chez"),
        papers=_of("""l'article|cet article|le rapport|ce texte|le texte|le document|la note|le communiqué|la lettre|
            l'entretien|le discours|l'étude|le compte rendu|le billet|la dépêche"""),
        about=_of("sur|de|à propos de|concernant|au sujet de"),
        things=_of("""pays|entreprises|raisons|personnes|villes|lois|mesures|accords|ministres|armes|noms|navires|
            exigences|coûts|risques|incidents|sources|membres|projets|victimes|partis|fonctionnaires|aéroports|
            lieux|délais|accusations|témoins|écoles|livres|avantages et inconvénients|arguments|articles"""),
        measures=_of("coûts|le coût|les dépenses|membres|le prix|la durée|employés|dettes|voix|les salaires|habitants"),
        bodies=_of("""le gouvernement|le syndicat|le ministre|le tribunal|la direction|la maire|l'opposition|la police|
            l'entreprise|la porte-parole|la commission"""),
    ),
    "es": Words(
        events=_of("""la huelga|el acuerdo|la cumbre|las elecciones|la reforma|el juicio|el presupuesto|la fusión|
            el brote|la ley|el puente|la investigación|el tratado|la retirada|la inundación|la compra|
            la nueva estación|las negociaciones|el museo|el hospital|el terremoto|la prohibición|el puerto"""),
        within=_of("de|en|entre|con|contra"),
        papers=_of("""el artículo|este artículo|el informe|este texto|el texto|el documento|la nota|la noticia|la carta|
            la entrevista|el discurso|el estudio|el acta|el comunicado|la columna"""),
        about=_of("sobre|de|acerca de|respecto a"),
        things=_of("""países|empresas|razones|personas|ciudades|leyes|medidas|acuerdos|ministros|armas|nombres|barcos|
            exigencias|costes|riesgos|incidentes|fuentes|miembros|proyectos|víctimas|partidos|funcionarios|
            aeropuertos|lugares|plazos|acusaciones|testigos|escuelas|libros|ventajas e inconvenientes|argumentos"""),
        measures=_of("costes|el coste|los gastos|miembros|el precio|la duración|empleados|deudas|votos|los salarios"),
        bodies=_of("""el gobierno|el sindicato|el ministro|el tribunal|la dirección|la alcaldesa|la oposición|
            la policía|la empresa|la portavoz|la comisión"""),
    ),
}
"""By language."""

GENITIVE = _of("""des Artikels|des Berichts|des Textes|des Dokuments|des Papiers|der Meldung|der Studie|dieses Artikels|
    des Beitrags|der Rede|des Briefs""")
"""German documents behind a noun: "Zusammenfassung des Artikels"."""


def event(words: Words, name: str, chance: random.Random) -> str:
    """An event, mostly with a name beside it."""
    own = chance.choice(words.events)
    return f"{own} {chance.choice(words.within)} {name}" if chance.random() < 0.6 else own


def things(words: Words, name: str, chance: random.Random) -> str:
    """Things of a kind, by themselves or of something."""
    own = chance.choice(words.things)
    of = chance.choice((name, chance.choice(words.events), chance.choice(words.bodies)))
    return f"{own} {chance.choice(words.within)} {of}" if chance.random() < 0.5 else own


def document(
    words: Words, papers: tuple[str, ...], topic: str, chance: random.Random
) -> tuple[str, list[tuple[int, int]]]:
    """One document by its description, and where in it the words stand that say that it is one."""
    paper = chance.choice(papers)
    text = f"{paper} {chance.choice(words.about)} {topic}" if chance.random() < 0.85 else paper
    article = re.match(r"\w+['\s]", paper)
    return text, [(article.end() if article else 0, len(paper))]
