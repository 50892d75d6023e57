"""The French sentences about the output: what `relais verify` finds."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "link-to-nowhere": (
        "cette adresse ne mène à rien dans le site : {address}",
        "corrigez le lien, ou publiez ce vers quoi il mène",
    ),
    "anchor-nowhere": (
        "la page {file} n’a aucun endroit nommé « {anchor} », où mène {address}",
        "corrigez ce qui suit le #",
    ),
    "duplicate-id": (
        "l’identifiant « {id} » figure plusieurs fois sur cette page",
        "donnez à chaque endroit un nom qui lui soit propre",
    ),
    "alternate-nowhere": (
        "la page indique comme édition en « {language} » ce qui n’existe pas : {address}",
        "reconstruisez le site ; si rien ne change, le gabarit de l’en-tête est en cause",
    ),
    "alternate-one-way": (
        (
            "la page indique {address} comme édition en « {language} », "
            "qui ne l’indique pas en retour"
        ),
        "reconstruisez le site ; si rien ne change, le gabarit de l’en-tête est en cause",
    ),
    "foreign-load": (
        "la page charge depuis un autre hôte, absent du registre : {address}",
        "gardez le fichier dans le site, ou inscrivez l’hôte dans content/cookies.yml",
    ),
    "inline-handler": (
        "un élément porte un script dans son attribut « {name} »",
        (
            "supprimez-le : la politique de sécurité le bloque, "
            "et un contenu ne doit jamais contenir de script"
        ),
    ),
    "script-address": (
        "une adresse est un script : {address}",
        "supprimez-la : un contenu ne doit jamais contenir de script",
    ),
    "inline-frame": (
        "un élément porte une page entière dans son attribut srcdoc",
        "supprimez-le : un contenu ne doit jamais contenir ses propres cadres",
    ),
    "inline-style": (
        "la page porte son propre style, que la politique de sécurité bloque : {style}",
        "placez-le dans une feuille de style",
    ),
    "unknown-script": (
        "la page contient un script que la politique de {file} n’autorise pas : {hash}",
        "reconstruisez le site ; un script que personne n’a voulu est une attaque",
    ),
    "policy-missing": (
        "ce fichier du site n’a pas de politique de sécurité",
        "reconstruisez le site",
    ),
    "policy-unsafe": (
        "la politique de sécurité autorise {word}",
        "supprimez ce mot : n’importe quel script pourrait s’exécuter",
    ),
    "policy-too-wide": (
        "la politique de sécurité autorise un script qu’aucune page ne contient : {hash}",
        "reconstruisez le site",
    ),
    "picture-metadata": (
        "l’image porte des données sur elle-même : {kinds}",
        "enregistrez-la sans elles : ces données peuvent dire où vit une personne",
    ),
    "not-public": (
        "ce passage n’est pas public aujourd’hui, il vient de {entry} : {passage}",
        "ne publiez pas ce dossier ; reconstruisez le site et cherchez ce qui l’a écrit",
    ),
    "page-too-heavy": (
        (
            "la page pèse {size} ko avec tout ce qu’elle charge d’emblée ; "
            "{limit} ko au plus sont permis"
        ),
        "mettez moins d’images, ou de plus petites",
    ),
    "compressed-differs": (
        "ce fichier ne contient pas la même chose que {file}, dont il est la forme compressée",
        "reconstruisez le site",
    ),
    "stale-name": (
        (
            "le fichier n’est pas celui dont son nom porte l’empreinte ; "
            "les navigateurs le gardent un an"
        ),
        "reconstruisez le site, et ne modifiez styles et scripts que dans overrides/",
    ),
    "unreadable-output": (
        "le fichier n’est pas lisible comme son nom l’annonce : {reason}",
        "reconstruisez le site",
    ),
    "more-of-these": (
        "autres problèmes du type {code} : {count}",
        "corrigez les premiers, puis regardez de nouveau",
    ),
    "external-link": (
        "{address} ne répond pas comme il faut : {reason}",
        "voyez si la page a changé d’adresse",
    ),
}
