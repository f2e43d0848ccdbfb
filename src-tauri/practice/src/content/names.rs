//! Names of people in several scripts and lengths: what breaks a narrow table is a real name, not a test string.

/// Given and family names that belong together.
pub(super) struct Naming {
    /// Language as Oracle's `CorrespondenceLanguage` says it.
    pub language: &'static str,
    /// Country as two letters.
    pub country: &'static str,
    pub given: &'static [&'static str],
    pub family: &'static [&'static str],
    /// The family name stands first when the name is shown.
    pub family_first: bool,
}

/// The more often a script stands here, the more people have it.
pub(super) const NAMINGS: [Naming; 14] = [
    latin("US", "US", &["Maya", "Ethan", "Grace", "Noah", "Ruth"], &["Whitfield", "Okafor", "Delgado", "Hughes", "Li"]),
    latin("GB", "GB", &["Imogen", "Alfie", "Priya", "Callum"], &["Featherstonehaugh", "Ashworth", "Iyer", "O'Donnell"]),
    latin("D", "DE", &["Jörg", "Anneliese", "Käthe", "Ulf"], &["Größmann", "von der Ahe", "Müller-Lüdenscheid", "Ey"]),
    latin("F", "FR", &["Zoé", "Thaïs", "Loïc", "Anne-Sophie"], &["L'Hôpital", "Lefèvre", "D'Aubigné", "Nguyễn"]),
    latin("ESA", "ES", &["Íñigo", "María José", "Begoña"], &["Núñez de Balboa y Ortega", "Etxeberria", "Peña"]),
    latin("PL", "PL", &["Łukasz", "Żaneta", "Świętosław"], &["Brzęczyszczykiewicz", "Śmiałek", "Ćwik"]),
    Naming {
        language: "RU",
        country: "RU",
        given: &["Анастасия", "Дмитрий", "Людмила"],
        family: &["Воскресенская", "Щербаков", "Юдина"],
        family_first: false,
    },
    Naming {
        language: "EL",
        country: "GR",
        given: &["Ελένη", "Νικόλαος"],
        family: &["Παπαδοπούλου", "Ξανθάκης"],
        family_first: false,
    },
    Naming {
        language: "AR",
        country: "AE",
        given: &["فاطمة", "عبد الرحمن", "ليلى"],
        family: &["الهاشمي", "بن خليفة", "المنصوري"],
        family_first: false,
    },
    Naming {
        language: "IW",
        country: "IL",
        given: &["נועה", "אביגיל", "יהונתן"],
        family: &["בן־דוד", "רוזנברג"],
        family_first: false,
    },
    Naming {
        language: "HI",
        country: "IN",
        given: &["आदित्य", "लक्ष्मी", "स्वाति"],
        family: &["श्रीनिवासन", "चट्टोपाध्याय"],
        family_first: false,
    },
    Naming {
        language: "ZHS",
        country: "CN",
        given: &["伟", "秀英", "子涵"],
        family: &["欧阳", "王", "李"],
        family_first: true,
    },
    Naming {
        language: "JA",
        country: "JP",
        given: &["結衣", "大輔", "さくら"],
        family: &["小鳥遊", "佐々木", "東海林"],
        family_first: true,
    },
    Naming {
        language: "KO",
        country: "KR",
        given: &["서연", "민준"],
        family: &["남궁", "김", "이"],
        family_first: true,
    },
];

const fn latin(
    language: &'static str,
    country: &'static str,
    given: &'static [&'static str],
    family: &'static [&'static str],
) -> Naming {
    Naming { language, country, given, family, family_first: false }
}
