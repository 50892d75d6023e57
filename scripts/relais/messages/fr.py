"""Les phrases françaises : un code vers ce qui ne va pas et ce qu'il faut faire.

The French sentences, written for the editor rather than translated from the English ones.
"""

from typing import Final

from relais.messages import verification_fr

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "error": ("erreur", ""),
    "warning": ("avertissement", ""),
    "did-you-mean": ("vouliez-vous écrire « {suggestion} » ?", ""),
    "found": ("Erreurs : {errors}. Avertissements : {warnings}.", ""),
    "found-nothing": ("Tout va bien.", ""),
    # What commands say
    "file-written": ("Écrit : {file}", ""),
    "file-others": (
        "Erreurs dans d’autres fichiers : {errors}. `relais check` les affiche.",
        "",
    ),
    "schema-is-old": (
        "{file} ne correspond plus à ce que Relais lit : lancez `relais schema`.",
        "",
    ),
    "schema-offers": (
        (
            "Les éditeurs de texte ignorent encore ces changements : {choices}. "
            "`relais schema` les leur dira."
        ),
        "",
    ),
    "head-state": ("État", ""),
    "head-texts": ("Textes", ""),
    "head-entry": ("Fiche", ""),
    "head-release": ("Accord", ""),
    "head-next": ("Ensuite", ""),
    "state-interview": ("entretien", ""),
    "state-program": ("programme", ""),
    "state-page": ("page", ""),
    "state-release-missing": ("accord manquant", ""),
    "state-release-ended": ("accord terminé", ""),
    "state-release-later": ("pas encore signé", ""),
    "state-review": ("en relecture", ""),
    "state-draft": ("brouillon", ""),
    "state-scheduled": ("à venir", ""),
    "state-public": ("public", ""),
    "state-ended": ("terminé", ""),
    "state-withdrawn": ("retiré", ""),
    "state-fresh": ("à jour", ""),
    "state-stale": ("en retard", ""),
    "state-unknown": ("sans empreinte", ""),
    "state-missing": ("manquant", ""),
    "state-signed": ("signé", ""),
    "state-public-source": ("source publique", ""),
    "state-until": ("{basis}, jusqu’au {day}", ""),
    "state-next-signed": ("signature", ""),
    "state-next-appears": ("paraît", ""),
    "state-next-ends": ("disparaît", ""),
    "state-next-release-ends": ("l’accord prend fin", ""),
    "state-errors": (
        "Les fiches qui ont des erreurs ne figurent pas dans cette liste : voyez `relais check`.",
        "",
    ),
    "state-no-site": ("content/site.yml a des erreurs : voyez `relais check`.", ""),
    "event-signed": ("{title} : l’accord est signé", ""),
    "event-appears": ("{title} : paraît", ""),
    "event-ends": ("{title} : disparaît", ""),
    "event-release-ends": ("{title} : l’accord prend fin", ""),
    "event-none": ("Rien n’est prévu.", ""),
    # Months
    "month-01": ("janvier", ""),
    "month-02": ("février", ""),
    "month-03": ("mars", ""),
    "month-04": ("avril", ""),
    "month-05": ("mai", ""),
    "month-06": ("juin", ""),
    "month-07": ("juillet", ""),
    "month-08": ("août", ""),
    "month-09": ("septembre", ""),
    "month-10": ("octobre", ""),
    "month-11": ("novembre", ""),
    "month-12": ("décembre", ""),
    # Files
    "symbolic-link": (
        "ceci est un lien vers un autre endroit, et les liens ne sont pas suivis",
        "placez ici le fichier ou le dossier lui-même",
    ),
    "special-file": (
        "ceci n’est pas un fichier ordinaire",
        "retirez-le du dossier de contenu",
    ),
    "name-not-utf-8": (
        "ce nom n’est pas écrit en UTF-8",
        "donnez-lui un nom en minuscules sans accent, chiffres et traits d’union",
    ),
    "folder-too-deep": (
        "les dossiers sont imbriqués ici sur plus de {limit} niveaux",
        "remontez ce dont vous avez besoin et supprimez le reste",
    ),
    "unreadable": (
        "impossible de lire le fichier : {reason}",
        "vérifiez le nom et les droits du fichier",
    ),
    "too-large": (
        "le fichier pèse {size} ko ; la limite est de {limit} ko",
        "raccourcissez le texte, divisez-le, ou enregistrez l’image en plus petit",
    ),
    "utf-16": (
        "le fichier est enregistré en UTF-16",
        "enregistrez-le de nouveau avec l’encodage UTF-8",
    ),
    "not-utf-8": (
        "le fichier n’est pas enregistré en UTF-8 (ici, l’octet {byte})",
        "enregistrez-le de nouveau avec l’encodage UTF-8",
    ),
    "control-character": (
        "un caractère de contrôle invisible ({character}) se trouve ici",
        "supprimez-le ; il vient souvent d’un copier-coller",
    ),
    # YAML
    "empty-file": (
        "le fichier ne contient aucun champ",
        "écrivez les champs, ou supprimez le fichier",
    ),
    "two-documents": (
        "un deuxième document commence ici",
        "supprimez cette ligne : un fichier contient une seule fiche",
    ),
    "no-fields": (
        "on attend ici des champs : un nom, deux-points et une valeur",
        "écrivez par exemple : title: Rencontre avec notre partenaire",
    ),
    "too-many-values": (
        "le fichier contient plus de {limit} valeurs",
        "répartissez-les en plusieurs fiches",
    ),
    "yaml-alias": (
        (
            "un texte ne peut pas commencer par un astérisque : « {name} » est un renvoi YAML, "
            "que Relais n’utilise pas"
        ),
        "écrivez la valeur en entier, ou mettez le texte entre guillemets droits",
    ),
    "yaml-anchor": (
        (
            "un texte ne peut pas commencer par « & » : « {name} » est une ancre YAML, "
            "que Relais n’utilise pas"
        ),
        "supprimez-la, ou mettez le texte entre guillemets droits",
    ),
    "yaml-tag": (
        (
            "un texte ne peut pas commencer par « ! » : c’est une étiquette YAML, "
            "que Relais n’utilise pas"
        ),
        "supprimez le mot qui commence par !, ou mettez le texte entre guillemets droits",
    ),
    "yaml-merge": (
        "le champ « << » fusionne des valeurs en YAML, ce que Relais ne fait pas",
        "écrivez les champs en entier",
    ),
    "too-deep": (
        "les listes et les champs sont imbriqués ici sur plus de {limit} niveaux",
        "vérifiez les crochets et les retraits",
    ),
    "bad-key": (
        "le nom d’un champ doit être un mot",
        "écrivez un nom avant les deux-points, par exemple title:",
    ),
    "duplicate-field": (
        "le champ « {field} » apparaît ici une deuxième fois ; il est déjà à la ligne {line}",
        "gardez l’un des deux",
    ),
    "tab-indent": (
        "le retrait de cette ligne est fait avec une tabulation",
        "utilisez des espaces, deux par niveau",
    ),
    "open-quote": (
        "le guillemet ouvert ici n’est jamais fermé",
        "ajoutez le même guillemet à la fin du texte",
    ),
    "unknown-escape": (
        (
            "entre guillemets doubles, la barre oblique inverse annonce un caractère "
            "particulier, et celui-ci est inconnu"
        ),
        "doublez la barre, ou utilisez des guillemets simples",
    ),
    "open-bracket": (
        "le crochet ouvert ici n’est pas fermé, ou une virgule manque",
        "séparez les valeurs par des virgules et fermez le crochet",
    ),
    "bad-indent": (
        "le retrait de cette ligne ne correspond pas à celui des lignes voisines",
        "alignez-la exactement sur les champs ou les tirets de même niveau",
    ),
    "colon-in-text": (
        "un texte qui contient deux-points et une espace doit être entre guillemets droits",
        (
            'écrivez par exemple : title: "Santé : un droit" ; '
            "plusieurs paragraphes se placent sous a: |"
        ),
    ),
    "reserved-start": (
        "un texte ne peut pas commencer par « {character} »",
        "mettez tout le texte entre guillemets droits",
    ),
    "no-colon": (
        "il manque les deux-points après le nom du champ",
        (
            "écrivez le nom, deux-points, une espace et la valeur ; "
            "alignez la suite d’un texte sur la ligne précédente"
        ),
    ),
    "no-space-after-colon": (
        "il manque une espace après les deux-points",
        "écrivez le nom, deux-points, une espace, puis la valeur : title: Rencontre",
    ),
    "no-space-after-dash": (
        "il manque une espace après le tiret",
        "écrivez le tiret, une espace, puis la valeur",
    ),
    "wrong-dash": (
        "ce signe n’est pas celui qui commence un élément de liste",
        "supprimez-le avec l’espace qui suit, puis tapez le trait d’union du clavier et une espace",
    ),
    "text-after-mark": (
        "un texte commence sur la ligne de son signe | ou >",
        (
            "écrivez-le sur les lignes du dessous, "
            "ou entre guillemets droits s’il commence vraiment par ce signe"
        ),
    ),
    "double-comma": ("deux virgules se suivent", "supprimez l’une des deux"),
    "cut-by-note": (
        "ce qui suit le signe # est une note pour la rédaction : le texte s’arrête avant",
        (
            "si le texte continue, mettez-le tout entier entre guillemets droits ; "
            "une note se place sur sa propre ligne"
        ),
    ),
    "note-for-value": (
        "ce qui suit le signe # est une note pour la rédaction : ce champ n’a pas de valeur",
        "mettez la valeur entre guillemets droits",
    ),
    "missing-dash": (
        "un nouvel élément commence ici par « {field} », sans son tiret",
        "écrivez le tiret et une espace deux colonnes avant, comme dans l’élément précédent",
    ),
    "no-break-space": (
        "il y a ici une espace insécable, que l’œil ne distingue pas",
        "supprimez-la ; elle vient souvent d’un texte collé",
    ),
    "text-after-quote": (
        "du texte suit le guillemet fermant",
        (
            "mettez tout le texte entre guillemets doubles ; "
            "entre guillemets simples, doublez les apostrophes"
        ),
    ),
    "not-yaml": (
        "le fichier devient incompréhensible à partir d’ici ({reason})",
        "comparez la ligne avec une fiche qui fonctionne",
    ),
    "no-break-indent": (
        "la ligne commence par une espace insécable, qui n’est pas un retrait pour YAML",
        "effacez les espaces du début et retapez-les avec la seule barre d’espace",
    ),
    "no-break-after-colon": (
        "une espace insécable suit ici les deux-points ; YAML en veut une ordinaire",
        "effacez l’espace après les deux-points et retapez-la avec la seule barre d’espace",
    ),
    "curly-quotes": (
        "le texte contient deux-points, et {character} n’est pas un guillemet pour YAML",
        'mettez tout le texte entre guillemets droits : title: "Santé : un droit"',
    ),
    "merge-conflict": (
        "deux versions de ce passage attendent d’être réunies : toutes deux ont été modifiées",
        "gardez ce qui est juste et effacez les lignes <<<<<<<, ======= et >>>>>>>",
    ),
    "no-front-matter": (
        "le fichier doit commencer par une ligne de trois tirets",
        "placez les champs entre deux lignes --- et le texte en dessous",
    ),
    "open-front-matter": (
        "les champs qui commencent ici ne sont pas fermés",
        "placez une deuxième ligne --- entre les champs et le texte",
    ),
    # Fields
    "missing-field": (
        "le champ « {field} » manque",
        "ajoutez une ligne de la forme {field}: …",
    ),
    "empty-field": (
        "le champ « {field} » n’a pas de valeur",
        "écrivez sa valeur après les deux-points",
    ),
    "no-body": (
        "il n’y a pas de texte sous les champs",
        "écrivez-le sous cette ligne de trois tirets",
    ),
    "body-among-fields": (
        "le texte n’est pas un champ",
        "écrivez-le sous la deuxième ligne de trois tirets",
    ),
    "unknown-field": (
        "il n’y a pas de champ « {field} » ici",
        "champs possibles : {choices}",
    ),
    "misspelt-field": (
        "le champ « {field} » est inconnu, et « {meant} » manque",
        "écrivez « {meant} » à sa place",
    ),
    "comma-in-number": (
        "la virgule sépare ici des champs : « {value} » se retrouve seul",
        "écrivez les décimales avec un point",
    ),
    "comma-in-text": (
        "la virgule sépare ici des champs : « {value} » se retrouve seul",
        'mettez tout le texte entre guillemets droits : "{whole}"',
    ),
    "expected-text": (
        "le champ « {field} » attend un texte",
        "écrivez-le après les deux-points, ou, s’il a plusieurs paragraphes, sous {field}: |",
    ),
    "expected-list": (
        "le champ « {field} » attend une liste",
        "mettez la valeur entre crochets : {field}: [{value}]",
    ),
    "expected-items": (
        "le champ « {field} » attend une liste",
        "commencez chaque élément par un tiret et une espace",
    ),
    "expected-fields": (
        "le champ « {field} » attend ses propres champs : {choices}",
        "écrivez-les en dessous, un par ligne, avec un retrait de deux espaces",
    ),
    "not-allowed": (
        "{field} : « {value} » n’est pas une valeur possible",
        "valeurs possibles : {choices}",
    ),
    "too-few": (
        "la liste « {field} » est incomplète",
        "ajoutez ce qui manque",
    ),
    "invalid": (
        "la valeur de « {field} » n’est pas valable ({reason})",
        "comparez avec une fiche qui fonctionne",
    ),
    "empty-text": (
        "le texte de « {field} » est vide",
        "écrivez-le, ou supprimez la ligne",
    ),
    "several-lines": (
        "le texte de « {field} » doit tenir sur une ligne",
        "écrivez-le sans retour à la ligne",
    ),
    "too-long": (
        "le texte de « {field} » compte {length} caractères ; la limite est de {limit}",
        "raccourcissez-le",
    ),
    "bad-slug": (
        "« {value} » ne peut pas figurer dans une adresse",
        (
            "utilisez des minuscules sans accent, des chiffres et des traits d’union, jamais deux "
            "de suite : sophie-roche"
        ),
    ),
    "not-a-flag": (
        "« {value} » n’est ni true (vrai) ni false (faux)",
        "écrivez true ou false",
    ),
    "not-an-integer": (
        "« {value} » n’est pas un nombre entier",
        "écrivez seulement des chiffres, sans espace ni zéro au début",
    ),
    "not-a-number": (
        "« {value} » n’est pas un nombre",
        "écrivez des chiffres, avec un point décimal, sans espace ni zéro au début : 1200.5",
    ),
    "out-of-range": (
        "{value} est hors des limites",
        "écrivez un nombre de {low} à {high}",
    ),
    "no-such-year": (
        "« {value} » n’est pas une date : l’année 0 n’existe pas",
        "écrivez l’année en 4 chiffres",
    ),
    "no-such-month": (
        "« {value} » n’est pas une date : le mois {month} n’existe pas",
        "écrivez année-mois-jour, par exemple 2026-02-28",
    ),
    "no-such-day": (
        "le {day} {month} n’existe pas",
        "le dernier jour de ce mois est le {last}",
    ),
    "not-a-day": (
        "« {value} » n’est pas une date telle que Relais la lit",
        "écrivez 2026-02-28, l’année d’abord",
    ),
    "which-day": (
        "« {value} » peut désigner deux jours",
        "écrivez l’année d’abord, puis le mois : {first} ou {second}",
    ),
    "not-a-period": (
        "« {value} » n’est ni une date ni une période",
        "écrivez 2019, 2019-05, 2019-05-03 ou, pour une période, 2010/2015",
    ),
    "not-a-moment": (
        "Relais ne peut pas lire la date « {value} »",
        "écrivez 2019, 2019-05 ou 2019-05-03 : une seule date, pas de période",
    ),
    "period-backwards": (
        "la période « {value} » finit avant de commencer",
        "inversez ses deux dates",
    ),
    "not-a-web-address": (
        "« {value} » n’est pas une adresse web",
        "écrivez-la en entier, en commençant par https://",
    ),
    "not-an-email": (
        "« {value} » n’est pas une adresse électronique",
        "écrivez-la sous la forme nom@example.org",
    ),
    "not-a-file-name": (
        "« {value} » n’est pas le nom d’un fichier de ce dossier",
        (
            "placez le fichier dans le même dossier ; "
            "utilisez des lettres sans accent, des chiffres, - et _"
        ),
    ),
    "not-a-language": (
        "« {value} » n’est pas le code d’une langue",
        "écrivez deux lettres : en, fr",
    ),
    "not-a-country": (
        "« {value} » n’est pas le code d’un pays",
        "écrivez ses deux lettres en capitales : FR, SN, NO",
    ),
    "not-a-time-zone": (
        "« {value} » n’est pas un fuseau horaire",
        "écrivez un nom comme Europe/Paris",
    ),
    # Which file is what
    "no-site-file": (
        "le fichier qui décrit le site manque",
        "copiez celui d’un autre site Relais, ou récupérez-le dans Git",
    ),
    "same-edition": (
        "ce fichier et {other} donnent le texte de la même page dans la même langue",
        "gardez l’un des deux",
    ),
    "unknown-file": (
        "Relais ne sait que faire de « {name} » à cet endroit",
        "renommez-le, déplacez-le ou supprimez-le",
    ),
    "copy-of-file": (
        "« {name} » est à côté de {other} et n’est pas lu",
        "supprimez-le : c’est sans doute une copie",
    ),
    "document-in-content": (
        "« {name} » n’est pas destiné au site",
        "rangez-le ailleurs : ce qui est ici peut être lu par quiconque a le contenu",
    ),
    "other-language": (
        "« {language} » n’est pas une langue du site",
        "ses langues sont {languages} ; ajoutez-en une dans content/site.yml",
    ),
    "only-translations": (
        "tous les textes de cette fiche se présentent comme des traductions",
        "supprimez le champ translation dans celui qui porte les faits",
    ),
    "no-source-edition": (
        "il manque {file}, dont ce texte est la traduction",
        "remettez ce fichier, ou rendez-lui ce nom",
    ),
    # References
    "unknown-interview": (
        "il n’y a pas d’entretien « {slug} »",
        "cherchez son dossier dans content/partners",
    ),
    "unknown-program": (
        "il n’y a pas de programme « {slug} »",
        "cherchez son dossier dans content/programs",
    ),
    "unknown-organisation": (
        "il n’y a pas d’organisation « {slug} »",
        "ajoutez content/organisations/{file}.yml",
    ),
    "unknown-theme": (
        "il n’y a pas de thème « {slug} »",
        "ajoutez-le dans content/themes.yml",
    ),
    "unknown-population": (
        "il n’y a pas de public « {slug} »",
        "ajoutez-le dans content/populations.yml",
    ),
    "unknown-page": (
        "il n’y a pas de page « {name} »",
        "pages possibles : {choices}",
    ),
    "unknown-place": (
        "le texte source n’a pas de lieu « {name} »",
        "écrivez le nom tel qu’il y figure",
    ),
    "unknown-question": (
        "aucune question ne porte l’identifiant « {id} »",
        "identifiants de cet entretien : {choices}",
    ),
    "no-such-id": (
        "le texte source ne contient pas « {id} »",
        "identifiants présents : {choices}",
    ),
    "listed-twice": (
        "« {value} » figure deux fois dans la liste",
        "gardez l’un des deux",
    ),
    "same-id": (
        "l’identifiant « {id} » apparaît ici une deuxième fois",
        "donnez à chacun le sien",
    ),
    "alias-in-use": (
        "l’alias « {slug} » est l’adresse d’une fiche existante",
        "retirez-le de la liste",
    ),
    "alias-of-itself": (
        "l’alias « {slug} » est l’adresse actuelle de la fiche",
        "les alias sont d’anciennes adresses : retirez-le de la liste",
    ),
    "alias-claimed": (
        "l’alias « {slug} » figure aussi dans {other}",
        "une adresse ne mène qu’à un seul endroit : retirez-le de l’un des deux",
    ),
    "alias-is-page": (
        "l’alias « {slug} » prendrait l’adresse d’une page : {path} est {other}",
        "retirez l’alias, ou renommez la page",
    ),
    "same-address": (
        "l’adresse « {path} » est déjà prise par {other}",
        "choisissez un autre mot avec le champ path, ou renommez le fichier",
    ),
    "reserved-address": (
        "l’adresse « {path} » est celle des listes : pages suivantes et filtres",
        "renommez le dossier ou le fichier, ou changez le champ path ou aliases",
    ),
    # Dates and releases
    "dates-backwards": (
        "{second} ne vient pas après {first}",
        "corrigez l’une des deux dates",
    ),
    "no-publish-on": (
        "il n’y a pas de publish_on : les flux de nouveautés laissent cette fiche de côté",
        "ajoutez publish_on : le premier jour où ce site la montre",
    ),
    "points-backwards": (
        "les points d’une série doivent suivre l’ordre des dates",
        "déplacez ce point à sa place",
    ),
    "no-release": (
        "un entretien publié exige l’accord de la personne interrogée",
        "ajoutez le champ release avec basis et covers, ou passez status à review",
    ),
    "release-without-text": (
        "l’accord ne couvre pas le texte : rien de l’entretien ne peut être montré",
        "ajoutez text si la personne l’a accepté, ou passez status à review",
    ),
    "release-incomplete": (
        "un accord signé exige le champ « {field} »",
        "ajoutez signed_on (le jour) et record (le numéro sous lequel le formulaire est conservé)",
    ),
    "no-public-source": (
        "un accord fondé sur une source publique doit nommer cette source",
        "ajoutez-la à la liste sources",
    ),
    "release-ends": (
        "l’accord prend fin le {day} ; à partir de ce jour, l’entretien n’est plus montré",
        "demandez à {name} si l’entretien peut rester, ou prévoyez de vous en passer",
    ),
    "not-shown-status": (
        "ceci renvoie à « {slug} », qui n’est pas public : son status est {status}",
        "les lecteurs ne voient pas de lien ici : retirez le renvoi, ou publiez-le s’il se peut",
    ),
    "not-shown-later": (
        "ceci renvoie à « {slug} », qui n’est pas public avant le {day}",
        "d’ici là, les lecteurs ne voient pas de lien ici : avancez cette date, ou attendez-la",
    ),
    "not-shown-ended": (
        "ceci renvoie à « {slug} », qui n’est plus public depuis le {day}",
        "les lecteurs ne voient pas de lien ici : retirez le renvoi",
    ),
    "not-shown-release": (
        "ceci renvoie à « {slug} », qu’aucun accord ne couvre le jour où ceci paraît",
        "les lecteurs ne voient pas de lien ici : renouvelez l’accord, ou retirez le renvoi",
    ),
    "release-ended": (
        "l’accord a pris fin le {day} : l’entretien n’est plus montré",
        "demandez un nouvel accord à {name}, ou passez status à withdrawn",
    ),
    "swapped-coordinates": (
        (
            "ce lieu est loin du pays indiqué, {country} : "
            "latitude et longitude sont sans doute inversées"
        ),
        "écrivez latitude: {latitude}, longitude: {longitude}",
    ),
    "quotes-in-summary": (
        "on ne peut pas citer des réponses résumées",
        "supprimez quotes, ou corrigez attribution si ce sont les mots de la personne",
    ),
    "not-in-answer": (
        "ces mots ne figurent pas dans la réponse « {id} »",
        "copiez-les dans la réponse, sans rien y changer",
    ),
    # Pictures
    "no-picture": (
        "il n’y a pas de fichier « {name} » dans {folder}",
        "placez-y l’image, ou corrigez le nom ; majuscules et minuscules comptent",
    ),
    "not-a-picture": (
        "« {name} » n’est pas une image que l’on peut ouvrir",
        "enregistrez-la au format JPEG, PNG ou WebP",
    ),
    "wrong-ending": (
        "« {name} » est en réalité une image {format}",
        "donnez au fichier l’extension {endings}",
    ),
    "too-many-pixels": (
        "« {name} » compte {width} × {height} pixels, c’est trop",
        "enregistrez-la avec au plus 7200 × 7200 pixels",
    ),
    "costly-picture": (
        "« {name} » compte {width} × {height} pixels, c’est trop pour un fichier de cette sorte",
        (
            "enregistrez-la en JPEG ordinaire (« de base », et non « progressif »), "
            "ou avec moins de pixels"
        ),
    ),
    "broken-picture": (
        "« {name} » est abîmée ou incomplète",
        "copiez de nouveau l’image à partir de l’original",
    ),
    # Texts
    "loose-link": (
        "le lien « {link} » ne résistera pas au déplacement d’une page",
        (
            "écrivez page:about, interview:slug, program:slug ou organisation:slug, "
            "ou une adresse https:// complète"
        ),
    ),
    "spaced-link": (
        "l’espace dans « {link} » empêche d’en faire un lien",
        "écrivez [mots](program:slug), sans espace entre ] et )",
    ),
    "unfinished-link": (
        "les crochets et parenthèses de « {link} » ne forment pas un lien",
        "écrivez [mots](program:slug) : des crochets, puis des parenthèses juste après",
    ),
    "spaced-address": (
        "l’espace dans « {link} » empêche d’en faire un lien",
        "écrivez ) juste après l’adresse ; si l’espace en fait partie, remplacez-le par %20",
    ),
    "unknown-anchor": (
        "l’entretien n’a aucune question avec l’identifiant « {name} »",
        "ses questions ont les identifiants suivants : {choices}",
    ),
    "no-anchors": (
        "la page visée n’a aucun endroit nommé « {name} »",
        "supprimez « #{name} » : un lien peut mener à une question d’un entretien, pas à un titre",
    ),
    "picture-in-text": (
        "une image ne peut pas figurer dans un texte",
        "supprimez-la : un portrait et un film ont leurs propres champs",
    ),
    "misspelt-scheme": (
        "« {part} » ne commence aucun lien",
        (
            "écrivez page:about, interview:slug, program:slug ou organisation:slug, "
            "ou une adresse https:// complète"
        ),
    ),
    "left-out": (
        "la page laisse de côté « {part} », qui n’est pas permis dans le contenu",
        "utilisez plutôt Markdown",
    ),
    "word-markup": (
        "ce passage vient d’un traitement de texte : « {part} » décrit l’aspect qu’il y avait",
        "collez-le de nouveau en texte seul, ou effacez tout ce qui est entre < et >",
    ),
    "heading-jump": (
        "le titre « {words} » est {level} niveaux plus bas que le précédent",
        "écrivez-le avec {right}",
    ),
    "empty-link-words": (
        "les mots du lien, « {words} », ne disent rien à qui n’entend que les liens d’une page",
        "placez le lien sur les mots qui disent où il mène",
    ),
    "bare-address": (
        "le lien n’a pour mots qu’une adresse, qui est lue lettre par lettre",
        "dites ce qui s’y trouve : [des mots qui le disent]({link})",
    ),
    "alt-is-file-name": (
        "la description « {value} » est un nom de fichier",
        "dites ce que montre l’image, pour qui ne la voit pas",
    ),
    "summary-is-title": (
        "le résumé ne dit rien de plus que le titre",
        "dites en une ou deux phrases simples de quoi parle le texte",
    ),
    "long-sentence": (
        "une phrase du résumé compte {count} mots ; au-delà de {limit}, elle se lit mal",
        "faites-en deux phrases",
    ),
    "unwritten": (
        "le texte de « {field} » reste à écrire et ne peut donc pas être publié",
        "écrivez-le et supprimez le signe {mark}, ou passez status à draft",
    ),
    "unwritten-shown": (
        "le texte de « {field} » reste à écrire, et le public le voit",
        "écrivez-le et supprimez le signe {mark}",
    ),
    # Cookies
    "not-a-duration": (
        "« {value} » n’est pas une durée",
        (
            "écrivez un nombre et une unité en anglais, comme 30 minutes ou 13 months ; ou "
            "session, ou unlimited"
        ),
    ),
    "not-https": (
        "l’adresse « {value} » n’est pas chiffrée : elle commence par http://",
        "écrivez l’adresse avec https:// ; rien de non chiffré ne peut s’exécuter sur le site",
    ),
    "not-a-host": (
        "« {value} » n’est pas un nom d’hôte",
        "écrivez-le sans https:// et sans chemin : stats.example.org",
    ),
    "not-a-device-name": (
        "« {value} » ne peut pas être le nom d’un cookie",
        "écrivez le nom tel que le navigateur le montre ; * remplace n’importe quels caractères",
    ),
    "not-a-data-attribute": (
        "« {value} » n’est pas un attribut de données",
        "écrivez data- puis des minuscules, comme data-domain",
    ),
    "unknown-purpose": ("il n’y a pas de finalité « {name} »", "finalités : {choices}"),
    "unused-purpose": (
        "aucun traceur ne sert la finalité « {name} » : elle n’est donc pas proposée aux visiteurs",
        "supprimez-la, ou ajoutez son traceur",
    ),
    "adapter-needs": (
        "l’adaptateur « {adapter} » a besoin du champ « {field} »",
        "ajoutez-le à ce traceur",
    ),
    "own-name": (
        "le nom « {name} » est celui d’un cookie de Relais",
        "écrivez le nom que le traceur utilise vraiment",
    ),
    "never-exempt": (
        (
            "l’adaptateur « {adapter} » demande toujours un consentement, or sa finalité dit "
            "exempt: true"
        ),
        "donnez-lui sa propre finalité, sans exempt, ou utilisez matomo-exempt",
    ),
    "exempt-too-long": (
        (
            "« {name} » reste plus longtemps que ne le permet une mesure sans consentement : "
            "{limit} mois"
        ),
        (
            "raccourcissez cette durée, y compris dans les réglages du traceur, ou demandez le "
            "consentement : exempt: false"
        ),
    ),
    "exempt-kept-too-long": (
        (
            "les données sont gardées plus longtemps que ne le permet une mesure sans "
            "consentement : {limit} mois"
        ),
        (
            "raccourcissez cette durée, y compris dans les réglages du traceur, ou demandez le "
            "consentement : exempt: false"
        ),
    ),
    "unknown-measurement": (
        "content/cookies.yml ne contient aucun traceur de mesure « {name} »",
        "traceurs présents : {choices}",
    ),
    "no-cookies-page": (
        (
            "une question sur les cookies est posée aux visiteurs, mais aucune page ne dit "
            "ce qui en est fait"
        ),
        "écrivez docs/cookies.md ; le registre y est affiché",
    ),
    "cookies-not-in-footer": (
        (
            "les visiteurs ne pourraient pas changer d’avis : aucune colonne du pied de page "
            "ne mène à la page cookies"
        ),
        "ajoutez cookies aux entrées d’une colonne",
    ),
    "unknown-embed": (
        "content/cookies.yml ne contient aucun traceur « {name} » avec l’adaptateur embed",
        "traceurs présents : {choices}",
    ),
    "host-not-registered": (
        "l’hôte {host} n’est pas parmi les hôtes du traceur « {name} »",
        "ajoutez-le dans content/cookies.yml s’il s’agit du même service, sinon corrigez l’adresse",
    ),
    "no-way-without-embed": (
        "qui ne veut pas charger « {id} » depuis son hôte n’a aucun autre moyen d’y accéder",
        "ajoutez link (où le voir) ou transcript (ce qui est dit ou montré)",
    ),
    # Languages
    "no-translation": (
        "pas de texte en « {language} » ; la page montre celui-ci et le signale",
        "ajoutez le fichier {file}",
    ),
    "no-fingerprint": (
        "le fichier ne dit pas quel texte il traduit",
        'quand il dit la même chose que {file}, ajoutez : translation: {{of: "{fingerprint}"}}',
    ),
    "stale": (
        "{file} a changé depuis cette traduction",
        (
            "voyez quoi avec `relais translate` ; quand elle dit de nouveau la même chose, "
            'écrivez : of: "{fingerprint}"'
        ),
    ),
    "untranslated": (
        "la traduction de « {what} » manque ; la page montre le texte source",
        "traduisez-la ici",
    ),
    "translation-begun": (
        "pas encore traduit : {what} ; en attendant, la page montre le texte source",
        "traduisez-le ici",
    ),
    "no-text-in-language": (
        "« {field} » n’a pas de texte en « {language} »",
        "ajoutez une ligne {language}: …",
    ),
    "no-interface": (
        "l’interface n’est pas encore traduite en « {language} »",
        "copiez overrides/languages/en.yml sous ce nom et traduisez-le",
    ),
    "wrong-place": (
        "cette phrase contient {places}, que la page ne peut pas remplir",
        "écrivez ce que contient la langue par défaut : {right}",
    ),
    "no-phrase": (
        "la phrase « {name} » manque",
        "traduisez-la depuis le fichier de la langue par défaut",
    ),
    # The site
    "no-home": ("le site n’a pas de page d’accueil", "écrivez docs/index.md"),
    "no-contact": (
        "le site ne dit nulle part comment joindre la fondation",
        "ajoutez contact avec email, phone ou address : le public et la loi le demandent",
    ),
    # The preview
    "preview": ("Aperçu", ""),
    "preview-note": ("Aperçu au {day}, avec les brouillons et ce qui paraît à d’autres dates.", ""),
    "preview-hidden": ("Le public ne voit pas cette page\u00a0: {reason}.", ""),
    "preview-elsewhere": ("Aucun ne concerne cette page\u00a0: voyez `relais check`.", ""),
    "preview-behind": ("Ce qui suit date d’avant l’erreur.", ""),
    "preview-at": ("Aperçu\u00a0: {address} (Ctrl+C l’arrête)", ""),
    "preview-took": ("Lu en {seconds} s.", ""),
    "preview-port": (
        "Le port {port} est déjà pris\u202f; choisissez-en un autre avec --port.",
        "",
    ),
    **verification_fr.MESSAGES,
}
