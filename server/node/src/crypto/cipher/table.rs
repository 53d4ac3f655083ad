//! The ciphers and what Node tells about them, in the order of `getCiphers()`.

use super::block::Family;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Ecb,
    Cbc,
    Ctr,
    Cfb,
    Cfb8,
    Cfb1,
    Ofb,
    Gcm,
    Ccm,
    Xts,
    Wrap,
    ChaCha20,
    ChaCha20Poly1305,
}

impl Mode {
    /// The word of `getCipherInfo`.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Ecb => "ecb",
            Mode::Cbc => "cbc",
            Mode::Ctr => "ctr",
            Mode::Cfb | Mode::Cfb8 | Mode::Cfb1 => "cfb",
            Mode::Ofb => "ofb",
            Mode::Gcm => "gcm",
            Mode::Ccm => "ccm",
            Mode::Xts => "xts",
            Mode::Wrap => "wrap",
            Mode::ChaCha20 | Mode::ChaCha20Poly1305 => "stream",
        }
    }

    pub fn is_authenticated(self) -> bool {
        matches!(self, Mode::Gcm | Mode::Ccm | Mode::ChaCha20Poly1305)
    }
}

pub struct Entry {
    /// One of the names that programs use.
    pub name: &'static str,
    /// The name that Node answers with.
    pub canonical: &'static str,
    /// OpenSSL's number.
    pub nid: u32,
    pub mode: Mode,
    pub family: Family,
    /// 0 where Node tells none.
    pub block: usize,
    /// 0 for none.
    pub iv: usize,
    pub key: usize,
}

pub fn find(name: &str) -> Option<&'static Entry> {
    CIPHERS.iter().find(|entry| entry.name.eq_ignore_ascii_case(name) || entry.canonical.eq_ignore_ascii_case(name))
}

pub fn find_nid(nid: u32) -> Option<&'static Entry> {
    CIPHERS.iter().find(|entry| entry.nid == nid)
}

macro_rules! ciphers {
    ($($name:literal $canonical:literal $nid:literal $mode:ident $family:ident $block:literal $iv:literal $key:literal,)*) => {
        pub static CIPHERS: &[Entry] = &[$(Entry {
            name: $name,
            canonical: $canonical,
            nid: $nid,
            mode: Mode::$mode,
            family: Family::$family,
            block: $block,
            iv: $iv,
            key: $key,
        }),*];
    };
}

ciphers! {
    "aes-128-cbc" "aes-128-cbc" 419 Cbc Aes 16 16 16,
    "aes-128-ccm" "id-aes128-ccm" 896 Ccm Aes 1 12 16,
    "aes-128-cfb" "aes-128-cfb" 421 Cfb Aes 1 16 16,
    "aes-128-cfb1" "aes-128-cfb1" 650 Cfb1 Aes 1 16 16,
    "aes-128-cfb8" "aes-128-cfb8" 653 Cfb8 Aes 1 16 16,
    "aes-128-ctr" "aes-128-ctr" 904 Ctr Aes 1 16 16,
    "aes-128-ecb" "aes-128-ecb" 418 Ecb Aes 16 0 16,
    "aes-128-gcm" "id-aes128-gcm" 895 Gcm Aes 1 12 16,
    "aes-128-ofb" "aes-128-ofb" 420 Ofb Aes 1 16 16,
    "aes-128-xts" "aes-128-xts" 913 Xts Aes 1 16 32,
    "aes-192-cbc" "aes-192-cbc" 423 Cbc Aes 16 16 24,
    "aes-192-ccm" "id-aes192-ccm" 899 Ccm Aes 1 12 24,
    "aes-192-cfb" "aes-192-cfb" 425 Cfb Aes 1 16 24,
    "aes-192-cfb1" "aes-192-cfb1" 651 Cfb1 Aes 1 16 24,
    "aes-192-cfb8" "aes-192-cfb8" 654 Cfb8 Aes 1 16 24,
    "aes-192-ctr" "aes-192-ctr" 905 Ctr Aes 1 16 24,
    "aes-192-ecb" "aes-192-ecb" 422 Ecb Aes 16 0 24,
    "aes-192-gcm" "id-aes192-gcm" 898 Gcm Aes 1 12 24,
    "aes-192-ofb" "aes-192-ofb" 424 Ofb Aes 1 16 24,
    "aes-256-cbc" "aes-256-cbc" 427 Cbc Aes 16 16 32,
    "aes-256-ccm" "id-aes256-ccm" 902 Ccm Aes 1 12 32,
    "aes-256-cfb" "aes-256-cfb" 429 Cfb Aes 1 16 32,
    "aes-256-cfb1" "aes-256-cfb1" 652 Cfb1 Aes 1 16 32,
    "aes-256-cfb8" "aes-256-cfb8" 655 Cfb8 Aes 1 16 32,
    "aes-256-ctr" "aes-256-ctr" 906 Ctr Aes 1 16 32,
    "aes-256-ecb" "aes-256-ecb" 426 Ecb Aes 16 0 32,
    "aes-256-gcm" "id-aes256-gcm" 901 Gcm Aes 1 12 32,
    "aes-256-ofb" "aes-256-ofb" 428 Ofb Aes 1 16 32,
    "aes-256-xts" "aes-256-xts" 914 Xts Aes 1 16 64,
    "aes128" "aes-128-cbc" 419 Cbc Aes 16 16 16,
    "aes128-wrap" "id-aes128-wrap" 788 Wrap Aes 8 8 16,
    "aes128-wrap-pad" "id-aes128-wrap-pad" 897 Wrap Aes 8 4 16,
    "aes192" "aes-192-cbc" 423 Cbc Aes 16 16 24,
    "aes192-wrap" "id-aes192-wrap" 789 Wrap Aes 8 8 24,
    "aes192-wrap-pad" "id-aes192-wrap-pad" 900 Wrap Aes 8 4 24,
    "aes256" "aes-256-cbc" 427 Cbc Aes 16 16 32,
    "aes256-wrap" "id-aes256-wrap" 790 Wrap Aes 8 8 32,
    "aes256-wrap-pad" "id-aes256-wrap-pad" 903 Wrap Aes 8 4 32,
    "aria-128-cbc" "aria-128-cbc" 1066 Cbc Aria 16 16 16,
    "aria-128-ccm" "aria-128-ccm" 1120 Ccm Aria 1 12 16,
    "aria-128-cfb" "aria-128-cfb" 1067 Cfb Aria 1 16 16,
    "aria-128-cfb1" "aria-128-cfb1" 1080 Cfb1 Aria 1 16 16,
    "aria-128-cfb8" "aria-128-cfb8" 1083 Cfb8 Aria 1 16 16,
    "aria-128-ctr" "aria-128-ctr" 1069 Ctr Aria 1 16 16,
    "aria-128-ecb" "aria-128-ecb" 1065 Ecb Aria 16 0 16,
    "aria-128-gcm" "aria-128-gcm" 1123 Gcm Aria 1 12 16,
    "aria-128-ofb" "aria-128-ofb" 1068 Ofb Aria 1 16 16,
    "aria-192-cbc" "aria-192-cbc" 1071 Cbc Aria 16 16 24,
    "aria-192-ccm" "aria-192-ccm" 1121 Ccm Aria 1 12 24,
    "aria-192-cfb" "aria-192-cfb" 1072 Cfb Aria 1 16 24,
    "aria-192-cfb1" "aria-192-cfb1" 1081 Cfb1 Aria 1 16 24,
    "aria-192-cfb8" "aria-192-cfb8" 1084 Cfb8 Aria 1 16 24,
    "aria-192-ctr" "aria-192-ctr" 1074 Ctr Aria 1 16 24,
    "aria-192-ecb" "aria-192-ecb" 1070 Ecb Aria 16 0 24,
    "aria-192-gcm" "aria-192-gcm" 1124 Gcm Aria 1 12 24,
    "aria-192-ofb" "aria-192-ofb" 1073 Ofb Aria 1 16 24,
    "aria-256-cbc" "aria-256-cbc" 1076 Cbc Aria 16 16 32,
    "aria-256-ccm" "aria-256-ccm" 1122 Ccm Aria 1 12 32,
    "aria-256-cfb" "aria-256-cfb" 1077 Cfb Aria 1 16 32,
    "aria-256-cfb1" "aria-256-cfb1" 1082 Cfb1 Aria 1 16 32,
    "aria-256-cfb8" "aria-256-cfb8" 1085 Cfb8 Aria 1 16 32,
    "aria-256-ctr" "aria-256-ctr" 1079 Ctr Aria 1 16 32,
    "aria-256-ecb" "aria-256-ecb" 1075 Ecb Aria 16 0 32,
    "aria-256-gcm" "aria-256-gcm" 1125 Gcm Aria 1 12 32,
    "aria-256-ofb" "aria-256-ofb" 1078 Ofb Aria 1 16 32,
    "aria128" "aria-128-cbc" 1066 Cbc Aria 16 16 16,
    "aria192" "aria-192-cbc" 1071 Cbc Aria 16 16 24,
    "aria256" "aria-256-cbc" 1076 Cbc Aria 16 16 32,
    "camellia-128-cbc" "camellia-128-cbc" 751 Cbc Camellia 16 16 16,
    "camellia-128-cfb" "camellia-128-cfb" 757 Cfb Camellia 1 16 16,
    "camellia-128-cfb1" "camellia-128-cfb1" 760 Cfb1 Camellia 1 16 16,
    "camellia-128-cfb8" "camellia-128-cfb8" 763 Cfb8 Camellia 1 16 16,
    "camellia-128-ctr" "camellia-128-ctr" 963 Ctr Camellia 1 16 16,
    "camellia-128-ecb" "camellia-128-ecb" 754 Ecb Camellia 16 0 16,
    "camellia-128-ofb" "camellia-128-ofb" 766 Ofb Camellia 1 16 16,
    "camellia-192-cbc" "camellia-192-cbc" 752 Cbc Camellia 16 16 24,
    "camellia-192-cfb" "camellia-192-cfb" 758 Cfb Camellia 1 16 24,
    "camellia-192-cfb1" "camellia-192-cfb1" 761 Cfb1 Camellia 1 16 24,
    "camellia-192-cfb8" "camellia-192-cfb8" 764 Cfb8 Camellia 1 16 24,
    "camellia-192-ctr" "camellia-192-ctr" 967 Ctr Camellia 1 16 24,
    "camellia-192-ecb" "camellia-192-ecb" 755 Ecb Camellia 16 0 24,
    "camellia-192-ofb" "camellia-192-ofb" 767 Ofb Camellia 1 16 24,
    "camellia-256-cbc" "camellia-256-cbc" 753 Cbc Camellia 16 16 32,
    "camellia-256-cfb" "camellia-256-cfb" 759 Cfb Camellia 1 16 32,
    "camellia-256-cfb1" "camellia-256-cfb1" 762 Cfb1 Camellia 1 16 32,
    "camellia-256-cfb8" "camellia-256-cfb8" 765 Cfb8 Camellia 1 16 32,
    "camellia-256-ctr" "camellia-256-ctr" 971 Ctr Camellia 1 16 32,
    "camellia-256-ecb" "camellia-256-ecb" 756 Ecb Camellia 16 0 32,
    "camellia-256-ofb" "camellia-256-ofb" 768 Ofb Camellia 1 16 32,
    "camellia128" "camellia-128-cbc" 751 Cbc Camellia 16 16 16,
    "camellia192" "camellia-192-cbc" 752 Cbc Camellia 16 16 24,
    "camellia256" "camellia-256-cbc" 753 Cbc Camellia 16 16 32,
    "chacha20" "chacha20" 1019 ChaCha20 None 0 16 32,
    "chacha20-poly1305" "chacha20-poly1305" 1018 ChaCha20Poly1305 None 0 12 32,
    "des-ede" "des-ede" 32 Ecb TripleDes 8 0 16,
    "des-ede-cbc" "des-ede-cbc" 43 Cbc TripleDes 8 8 16,
    "des-ede-cfb" "des-ede-cfb" 60 Cfb TripleDes 1 8 16,
    "des-ede-ecb" "des-ede" 32 Ecb TripleDes 8 0 16,
    "des-ede-ofb" "des-ede-ofb" 62 Ofb TripleDes 1 8 16,
    "des-ede3" "des-ede3" 33 Ecb TripleDes 8 0 24,
    "des-ede3-cbc" "des-ede3-cbc" 44 Cbc TripleDes 8 8 24,
    "des-ede3-cfb" "des-ede3-cfb" 61 Cfb TripleDes 1 8 24,
    "des-ede3-cfb1" "des-ede3-cfb1" 658 Cfb1 TripleDes 1 8 24,
    "des-ede3-cfb8" "des-ede3-cfb8" 659 Cfb8 TripleDes 1 8 24,
    "des-ede3-ecb" "des-ede3" 33 Ecb TripleDes 8 0 24,
    "des-ede3-ofb" "des-ede3-ofb" 63 Ofb TripleDes 1 8 24,
    "des3" "des-ede3-cbc" 44 Cbc TripleDes 8 8 24,
    "id-aes128-CCM" "id-aes128-ccm" 896 Ccm Aes 1 12 16,
    "id-aes128-GCM" "id-aes128-gcm" 895 Gcm Aes 1 12 16,
    "id-aes128-wrap" "id-aes128-wrap" 788 Wrap Aes 8 8 16,
    "id-aes128-wrap-pad" "id-aes128-wrap-pad" 897 Wrap Aes 8 4 16,
    "id-aes192-CCM" "id-aes192-ccm" 899 Ccm Aes 1 12 24,
    "id-aes192-GCM" "id-aes192-gcm" 898 Gcm Aes 1 12 24,
    "id-aes192-wrap" "id-aes192-wrap" 789 Wrap Aes 8 8 24,
    "id-aes192-wrap-pad" "id-aes192-wrap-pad" 900 Wrap Aes 8 4 24,
    "id-aes256-CCM" "id-aes256-ccm" 902 Ccm Aes 1 12 32,
    "id-aes256-GCM" "id-aes256-gcm" 901 Gcm Aes 1 12 32,
    "id-aes256-wrap" "id-aes256-wrap" 790 Wrap Aes 8 8 32,
    "id-aes256-wrap-pad" "id-aes256-wrap-pad" 903 Wrap Aes 8 4 32,
    "sm4" "sm4-cbc" 1134 Cbc Sm4 16 16 16,
    "sm4-cbc" "sm4-cbc" 1134 Cbc Sm4 16 16 16,
    "sm4-cfb" "sm4-cfb" 1137 Cfb Sm4 1 16 16,
    "sm4-ctr" "sm4-ctr" 1139 Ctr Sm4 1 16 16,
    "sm4-ecb" "sm4-ecb" 1133 Ecb Sm4 16 0 16,
    "sm4-ofb" "sm4-ofb" 1135 Ofb Sm4 1 16 16,
}
