"""The French sentences of the commands that write, and the comments in files that they make."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # What was done
    "wrote": "Écrit     {path}",
    "moved": "Renommé   {old} en {new}",
    "deleted": "Supprimé  {path}",
    "next": "Et maintenant :",
    "nothing-written": "Rien n’a été écrit.",
    # Why nothing was done
    "exists-already": "{path} existe déjà.",
    "through-link": (
        "{path} est un lien vers un autre endroit, ou se trouve derrière un lien ; Relais n’y "
        "écrit pas."
    ),
    "changed-meanwhile": "{path} a été modifié entre-temps par quelqu’un d’autre. Recommencez.",
    "cannot-splice": (
        "{path} ne peut pas être modifié sans en changer davantage. Modifiez-le à la main."
    ),
    "no-site": "content/site.yml doit d’abord être en ordre.",
    "has-errors": "Corrigez d’abord ces erreurs :",
    "would-have-errors": "Des erreurs en résulteraient ; tout a donc été rétabli :",
    "bad-values": "Ces valeurs ne conviennent pas :",
    "no-source": "Le texte qui porte les faits de {path} est illisible.",
    "wrong-kind": "« {kind} » n’est pas possible ici ; possibles : {choices}.",
    "ambiguous": "Plusieurs fiches s’appellent « {slug} ». Écrivez l’une de celles-ci : {choices}.",
    "unknown-slug": "Aucune fiche ne s’appelle « {slug} ».",
    "did-you-mean": "Vouliez-vous écrire « {suggestion} » ?",
    "known-slugs": "Il y a : {choices}.",
    "bad-slug": (
        "« {slug} » ne peut pas figurer dans une adresse : utilisez des minuscules sans accent, "
        "des chiffres et des traits d’union, jamais deux de suite."
    ),
    "no-slug": "Impossible de former une adresse avec « {name} ». Choisissez-en une avec --slug.",
    "taken": "Le nom « {slug} » est, ou a été, celui d’une autre fiche du même type.",
    "same-name": "Elle s’appelle déjà « {slug} ».",
    "no-language": "« {language} » n’est pas une langue du site ; ses langues sont {choices}.",
    "bad-character": (
        "{value} contient un caractère qu’aucun fichier ne peut contenir : retapez-le."
    ),
    "missing-options": "Il manque : {options}.",
    "bad-label": (
        "« {value} » n’est pas un texte précédé de sa langue ; écrivez par exemple fr=Accès aux "
        "soins."
    ),
    "label-missing": "Le thème doit avoir un nom dans chaque langue ; il manque : {languages}.",
    "unclear-mentions": (
        "Des fichiers qui contiennent des erreurs mentionnent « {slug} » ; corrigez-les d’abord :"
    ),
    "still-mentioned": "« {slug} » est encore cité. Supprimez d’abord ces renvois :",
    "place": "  {path}:{line}",
    "needs-yes": "La suppression demande une confirmation : ajoutez --yes.",
    "source-language": (
        "{path} est le texte source lui-même : il est écrit dans la langue « {language} »."
    ),
    "no-translation-yet": "{path} n’existe pas encore. Commencez-le sans --done.",
    "not-translated": "{path} n’a pas encore de texte pour : {what}.",
    # New entries
    "organisation-missing": (
        "L’organisation « {slug} » n’existe pas encore, et la vérification le signalera. "
        "Créez-la avec :\n"
        "  relais new organisation --slug {slug} --name NOM"
    ),
    "next-fill": "Écrivez votre texte dans {path}, aux endroits marqués ✎.",
    "next-translation": "Traduisez ensuite : relais translate {slug} {language}",
    "next-check": "Pour trouver les erreurs : relais check",
    "next-publish": "Quand tout est prêt et accepté, écrivez status: published.",
    "next-theme": (
        "Pour l’utiliser, ajoutez {slug} à la liste themes d’un entretien ou d’un programme."
    ),
    # Translations
    "translation-new": (
        "Textes à traduire : {count}. Chacun figure en commentaire au-dessus de sa place, encore "
        "vide."
    ),
    "to-translate": "À traduire : {what}.",
    "changed-texts": (
        "Textes modifiés depuis la traduction : {what}. L’ancien et le nouveau figurent à côté "
        "de la traduction."
    ),
    "gone-texts": "Textes disparus de la source : {what}.",
    "changed-little": (
        "La source a changé, mais pas les textes traduits ici. Relisez, puis utilisez --done."
    ),
    "changed-unknown": (
        "{path} a changé depuis la traduction. On ne sait pas où : une seule empreinte vaut pour "
        "l’ensemble, et Git n’a pas de version dont l’empreinte soit {of}. Comparez tout ; "
        "la source figure à côté de chaque texte."
    ),
    "never-recorded": (
        "La traduction ne dit pas quel texte elle traduit. Comparez-la tout entière à {path} ; "
        "la source figure à côté de chaque texte."
    ),
    "nothing-to-do": "{path} est complet et à jour.",
    "next-translate": (
        "Traduisez dans {path}. Les lignes qui commencent par #| donnent la source ; laissez-les."
    ),
    "next-done": (
        "Quand les deux textes disent la même chose : relais translate {slug} {language} --done"
    ),
    "translation-done": (
        "La traduction est notée à jour ; les lignes du texte source ont été enlevées."
    ),
    "done-already": "{path} était déjà à jour.",
    "still-open": "Encore sans texte, donc montrés dans la langue de la source : {what}.",
    "label-before": "{language}, avant",
    "label-now": "{language}, maintenant",
    "label-body": "{language}, le texte sous le second ---",
    # Withdrawal
    "withdrawn": (
        "L’entretien est retiré. À la prochaine construction du site, ses adresses montrent une "
        "page neutre ; il n’en reste rien d’autre."
    ),
    "withdrawn-already": "« {slug} » était déjà retiré.",
    "named-elsewhere": (
        "Le nom de la personne, ou un lien vers l’entretien, figure aussi ici. Décidez pour "
        "chaque endroit :"
    ),
    "still-in-folder": (
        "Les textes et la photo sont toujours dans {path}/, qui n’est public que si le dépôt l’est."
    ),
    "still-in-git": (
        "Ils restent aussi dans l’historique de Git, dans toutes ses copies et dans les demandes "
        "de fusion."
    ),
    "next-build": (
        "Publiez tout de suite : relais publish DESTINATION, ou relais build puis la mise en "
        "ligne. D’ici là, les anciennes pages restent visibles. Là où le site a été publié, des "
        "versions antérieures les contiennent encore, sans les montrer à personne : "
        "relais publish DESTINATION --keep 1 n’en laisse qu’une."
    ),
    "erase-history": (
        "Pour l’effacer aussi de l’historique de Git (qui est alors réécrit pour tous ; faites "
        "d’abord une copie) :\n"
        "  git filter-repo --invert-paths --path {path}/\n"
        "  git push --force --all, puis --tags ; toute autre copie est à cloner de nouveau. Sur "
        "GitHub,\n"
        "  demandez à l’assistance de supprimer les vues en cache et les demandes de fusion, et "
        "aux\n"
        "  propriétaires de copies (forks) d’en faire autant. La page neutre disparaît elle "
        "aussi :\n"
        "  l’adresse répond alors 404. Les anciens noms du dossier demandent chacun leur --path ;\n"
        "  .relais/ contient des images et des pages préparées et peut être supprimé."
    ),
    "erase-elsewhere": (
        "Les moteurs de recherche oublient la page à leur prochain passage ; leurs formulaires de\n"
        "  suppression vont plus vite. Les archives comme web.archive.org, les lecteurs de flux "
        "et les\n"
        "  réseaux sociaux gardent des copies : écrivez-leur."
    ),
    # Renaming and deleting
    "renamed-alias": (
        "À partir de la prochaine construction du site, l’ancienne adresse mène à la nouvelle."
    ),
    "renamed-bare": (
        "Organisations, thèmes et publics n’ont pas d’anciens noms (aliases) : leur ancienne "
        "adresse répond 404."
    ),
    "about-to-delete": "Seront supprimés :",
    "delete-published": (
        "« {slug} » est publié. Pour ne plus montrer un entretien, retirez-le : son adresse "
        "l’indiquera\n"
        "(relais withdraw {slug}). Une fiche supprimée répond 404."
    ),
    "sure": "Supprimer ?",
    "kept": "Rien n’a été supprimé.",
    "deleted-in-git": "Ce qui a été enregistré dans Git reste dans son historique.",
    # Questions
    "ask-name": "Prénom et nom",
    "ask-role": "Fonction dans l’organisation",
    "ask-organisation": "Organisation (son nom dans les adresses ; il y a : {choices})",
    "ask-title": "Nom du programme",
    "ask-organisation-name": "Nom de l’organisation, tel qu’elle l’écrit",
    "ask-label": "Nom du thème en {language}",
    "ask-make-organisation": "L’organisation « {slug} » n’existe pas encore. La créer maintenant ?",
    # Comments in new files
    "note-translation": (
        "Le texte en {language}. Les lignes comme celle-ci donnent le texte source, en {source} :\n"
        "traduisez-le en dessous. Relais les enlève une fois la traduction terminée :\n"
        "relais translate … {code} --done"
    ),
    "field-title": "Le titre de la page.",
    "field-summary": (
        "Une ou deux phrases, 200 caractères au plus : listes et liens partagés les montrent."
    ),
    "field-name": "Prénom et nom.",
    "field-role": "La fonction dans l’organisation au moment de l’entretien.",
    "field-organisation": (
        "L’organisation de la personne : le nom d’un fichier de content/organisations, sans .yml."
    ),
    "field-programs": (
        "Les programmes dont il est question : des noms de dossiers de content/programs, comme "
        "[open-doors]."
    ),
    "field-themes": "De quoi il est question : des mots de content/themes.yml.",
    "field-populations": "De qui il est question : des mots de content/populations.yml.",
    "field-countries": "Des codes de pays, comme [FR, SN].",
    "field-status": (
        "draft (brouillon), review (relecture), published (publié) ou withdrawn (retiré). Seul "
        "ce qui est publié figure sur le site."
    ),
    "field-publish_on": (
        "Le premier jour de publication, sous la forme publish_on: 2026-12-01. Les flux "
        "de nouveautés en ont besoin."
    ),
    "field-release": (
        "Ce que la personne a accepté. Un entretien publié en a besoin. basis : signed (un "
        "formulaire "
        "est conservé, son numéro est ici ; jamais le formulaire lui-même) ou public-source "
        "(sources "
        "donne alors cette source). covers : text, portrait, video. expires_on : le jour où "
        "l’accord prend fin."
    ),
    "field-attribution": (
        "verbatim (les mots de la personne), edited (ses mots, retouchés) ou summary (un "
        "résumé) : les lecteurs en sont informés."
    ),
    "field-portrait": (
        "Une photo de la personne, dans ce dossier ; alt dit ce qu’elle montre. credit : qui l’a "
        "prise."
    ),
    "field-questions": (
        "Questions et réponses. L’id est l’adresse de la réponse : choisissez un mot court et "
        "gardez-le. "
        "La réponse est en Markdown ; ses paragraphes sont alignés sur le premier."
    ),
    "field-quotes": (
        "Des mots à mettre en grand : quotes: [{{from: l’id d’une question, text: des mots de sa "
        "réponse}}]."
    ),
    "field-sources": "Où l’entretien a d’abord paru, et ce à quoi il renvoie.",
    "field-program-title": "Le nom du programme.",
    "field-organisations": (
        "Qui le met en œuvre : des noms de fichiers de content/organisations, sans .yml."
    ),
    "field-since": "Quand il a commencé, sous la forme since: 2019 ou since: 2019-05.",
    "field-places": "Où il agit ; la carte le montre.",
    "field-figures": "Ce qu’il a accompli : jamais de nombre sans sa date et sa source.",
    "field-organisation-name": "Le nom, tel que l’organisation l’écrit.",
    "field-organisation-summary": "Une ou deux phrases dans chaque langue.",
    "field-organisation-more": (
        "Possibles aussi : description (Markdown, par langue), since, country, url, sources."
    ),
    # What is still to be written
    "scaffold-title": "Rencontre avec {name}",
    "scaffold-summary": "Une ou deux phrases, 200 caractères au plus",
    "scaffold-id": "premiere-question",
    "scaffold-question": "La première question",
    "scaffold-answer": "La réponse, en Markdown",
    "scaffold-body": "La description, en Markdown",
    "scaffold-organisation": "Une ou deux phrases sur l’organisation",
}
