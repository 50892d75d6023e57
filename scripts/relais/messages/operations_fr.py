"""What building and publishing say to operators, in French: whole sentences."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "no-project": (
        "Il n’y a pas de projet Relais ici : aucun dossier avec mkdocs.yml et content/."
    ),
    "waiting": "En attente : le processus {process} travaille ici depuis {since}.",
    "locked": (
        "Le processus {process} travaille ici depuis {since}. Réessayez plus tard, ou avec --wait."
    ),
    "built": "{pages} pages construites en {seconds} s : {folder}",
    "built-preview": "Aperçu :        make serve    ou    relais serve",
    "built-as-it-is": (
        "Sans aperçu :   python3 -m http.server --bind 127.0.0.1 --directory {folder}"
    ),
    "build-stopped": "La construction s’est arrêtée. {output}/ est resté tel quel.",
    "source-changed": (
        "{path} a changé pendant la lecture du site. Rien n’a été publié ; réessayez."
    ),
    "strange-file": "{path} n’est pas un fichier ordinaire. Rien n’a été publié.",
    "no-site": "Il n’y a pas de site construit par Relais dans {folder}.",
    "strange-target": (
        "{target} contient des fichiers que Relais n’y a pas mis. Choisissez un autre dossier."
    ),
    "inside-target": (
        "C’est ce que voit le public, pas la destination : relais publie dans le dossier "
        "au-dessus, {target}."
    ),
    "remote-target": (
        "{target} n’est ni un dossier de cet ordinateur ni s3://BUCKET/PREFIX. Publiez dans un "
        "dossier et envoyez-le, ou lancez relais là où le site est servi."
    ),
    "disk-full": (
        "Le disque est plein{place}. Ce que voit le public n’a pas changé. Faites de la place "
        "et réessayez ; relais publish --keep 1 garde moins de versions."
    ),
    "not-permitted": (
        "Accès refusé par le système ({reason}){place}. Lancez relais avec l’utilisateur à qui "
        "appartient le dossier, ou donnez-le à celui-ci."
    ),
    "system-error": "Erreur du système : {reason}{place}",
    "not-verified": "Erreurs dans le site : {count}. Il n’a donc pas été publié.",
    "nothing-published": "Rien n’a encore été publié dans {target}.",
    "no-release": "Il n’y a pas de version {id}. Versions présentes : {choices}",
    "no-earlier-release": (
        "Il n’y a pas de version avant {id}. relais releases en montre d’autres pour --to."
    ),
    "shown-again": (
        "La version {id} montre des pages qui ne sont plus montrées ({count} : {pages}). "
        "Quelqu’un a peut-être retiré son accord. Si elles peuvent reparaître : --again."
    ),
    "damaged-release": "{path}, de la version {id}, a été modifié après sa publication.",
    "no-such-bucket": "L’espace de stockage {bucket} est inutilisable : {reason}",
    "bucket-lost": "La connexion à l’espace de stockage a été perdue : {reason}",
    "bucket-needs-boto": "Il faut un paquet de plus pour cela : pip install 'relais[s3]'",
    "bucket-locked": "Une autre publication vers {target} est en cours depuis {since}.",
    "published": "Version {id} publiée : {files} fichiers, dont {written} nouveaux.",
    "unchanged": "Rien n’a changé depuis la version {id}, qui est en ligne.",
    "rolled-back": "La version {id} est de nouveau en ligne.",
    "already-live": "La version {id} est déjà en ligne.",
    "reload-server": (
        "Les règles du serveur ont changé. Rechargez-le : sudo nginx -s reload, ou caddy reload."
    ),
    "still-live": "La version {id} est toujours en ligne.",
    "nothing-live": "Rien n’est en ligne.",
    "live-unknown": "Impossible de savoir ce qui est en ligne.",
    "live": "en ligne",
    "before": "en ligne avant",
    "files": "fichiers",
    "stage-done": "{stage} : {seconds} s{counts}",
    "stage-failed": "{stage} : échec après {seconds} s.",
    "stage-build": "Construction",
    "stage-copy": "Copie",
    "stage-verify": "Vérification",
    "stage-switch": "Mise en ligne",
    "stage-clean": "Rangement",
    "stage-upload": "Envoi",
    "count-pages": "pages",
    "count-files": "fichiers",
    "count-written": "nouveaux",
    "count-linked": "inchangés",
    "count-compressed": "compressés",
    "count-carried": "conservés",
    "count-errors": "erreurs",
    "count-removed": "retirés",
    "count-copied": "mis en place",
}
