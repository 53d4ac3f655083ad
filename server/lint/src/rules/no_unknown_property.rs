//! Disallows attributes of HTML and SVG under names that React has changed.
//!
//! ## Why
//! `class` is `className` in React, `onclick` is `onClick`. The rule knows the names that are different; it says nothing of names
//! that are in no standard, nor of elements of one's own.
//!
//! ## Bad
//! ```js
//! const page = <label class="a" for="b" onclick={open}>c</label>;
//! ```
//!
//! ## Good
//! ```js
//! const page = <label className="a" htmlFor="b" onClick={open}>c</label>;
//! ```
//!
//! ## Options
//! - `ignore` (default `[]`): names that are fine.
//! - `requireDataLowercase` (default `false`): `data-` attributes have no capital letters.

use serde::Deserialize;
use source::Edit;
use syntax::ast::JSXOpeningElement;

use crate::elements::{attribute, attributes, element_name, is_intrinsic};
use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

// Off, since Preact and others have JSX with the names of HTML.
rule!("no-unknown-property", React, Off, Safe, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    ignore: Vec<String>,
    require_data_lowercase: bool,
}

impl RuleOptions for Options {}

/// Names that are another word in React.
const OTHER_WORDS: &[(&str, &str)] = &[("class", "className"), ("for", "htmlFor")];

/// Names that are in lower case, or have dashes or colons, in HTML and SVG.
const CAPITALS: &str = "acceptCharset accessKey allowFullScreen alignmentBaseline autoCapitalize autoComplete autoCorrect \
    autoFocus autoPlay baselineShift cellPadding cellSpacing charSet classID clipPath clipRule colSpan colorInterpolation \
    colorInterpolationFilters contentEditable contextMenu controlsList crossOrigin dateTime disablePictureInPicture \
    disableRemotePlayback dominantBaseline encType enterKeyHint fetchPriority fillOpacity fillRule floodColor floodOpacity \
    fontFamily fontSize fontSizeAdjust fontStretch fontStyle fontVariant fontWeight formAction formEncType formMethod \
    formNoValidate formTarget frameBorder hrefLang httpEquiv imageRendering imageSizes imageSrcSet inputMode itemID itemProp \
    itemRef itemScope itemType keyParams keyType letterSpacing lightingColor marginHeight marginWidth markerEnd markerMid \
    markerStart maxLength mediaGroup minLength noModule noValidate onAbort onAnimationEnd onAnimationIteration \
    onAnimationStart onBeforeInput onBeforeToggle onBlur onCanPlay onCanPlayThrough onCancel onChange onClick onClose \
    onContextMenu onCopy onCut onDoubleClick onDrag onDragEnd onDragEnter onDragExit onDragLeave onDragOver onDragStart onDrop \
    onDurationChange onEmptied onEncrypted onEnded onError onFocus onGotPointerCapture onInput onInvalid onKeyDown onKeyPress \
    onKeyUp onLoad onLoadStart onLoadedData onLoadedMetadata onLostPointerCapture onMouseDown onMouseEnter onMouseLeave \
    onMouseMove onMouseOut onMouseOver onMouseUp onPaste onPause onPlay onPlaying onPointerCancel onPointerDown onPointerEnter \
    onPointerLeave onPointerMove onPointerOut onPointerOver onPointerUp onProgress onRateChange onReset onResize onScroll \
    onScrollEnd onSeeked onSeeking onSelect onStalled onSubmit onSuspend onTimeUpdate onToggle onTouchCancel onTouchEnd \
    onTouchMove onTouchStart onTransitionEnd onVolumeChange onWaiting onWheel paintOrder playsInline pointerEvents \
    popoverTarget popoverTargetAction radioGroup readOnly referrerPolicy rowSpan shapeRendering spellCheck srcDoc srcLang \
    srcSet stopColor stopOpacity strikethroughPosition strokeDasharray strokeDashoffset strokeLinecap strokeLinejoin \
    strokeMiterlimit strokeOpacity strokeWidth tabIndex textAnchor textDecoration textRendering underlinePosition useMap \
    vectorEffect wordSpacing writingMode xlinkActuate xlinkArcrole xlinkHref xlinkRole xlinkShow xlinkTitle xlinkType xmlBase \
    xmlLang xmlSpace";

/// Names that React takes in either form.
const EITHER: &[&str] = &["charset", "popovertarget", "popovertargetaction"];

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, element) in file.nodes.all::<JSXOpeningElement>() {
        let Some(tag) = element_name(element) else { continue };
        let is_own = !is_intrinsic(tag) || tag.contains('-') || attribute(element, "is").is_some();
        for attribute in attributes(element) {
            let name = file.slice(attribute.name.range());
            if options.ignore.iter().any(|ignored| ignored == name) {
                continue;
            }
            if name.starts_with("data-") {
                if options.require_data_lowercase && name.contains(|letter: char| letter.is_ascii_uppercase()) {
                    report.at(attribute.range(), format!("`{name}` has capital letters, which React does not keep"));
                }
                continue;
            }
            let Some(right) = right_name(name).filter(|_| !is_own) else { continue };
            let range = attribute.name.range();
            report.at(attribute.range(), format!("`{name}` is `{right}` in React")).fix([Edit::replace(range, right)]);
        }
    }
}

/// The name that React has for another.
fn right_name(name: &str) -> Option<&'static str> {
    if let Some((_, right)) = OTHER_WORDS.iter().find(|(other, _)| *other == name) {
        return Some(right);
    }
    let plain: String = name.chars().filter(|letter| !matches!(letter, '-' | ':')).collect();
    let is_other = |right: &&str| right.eq_ignore_ascii_case(&plain) && *right != name;
    CAPITALS.split_ascii_whitespace().find(is_other).filter(|_| !EITHER.contains(&name))
}

#[cfg(test)]
mod tests {
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn names_of_html() {
        let kind = SourceKind::new(Language::Jsx, Goal::Module);
        let text =
            "x = <a class=\"b\" xlink:href=\"c\" onclick={d} aria-label=\"e\" data-F=\"g\" />; y = <A class=\"b\" />;";
        let expected = "x = <a className=\"b\" xlinkHref=\"c\" onClick={d} aria-label=\"e\" data-F=\"g\" />; y = <A class=\"b\" />;";
        case(&RULE, text).kind(kind).check_fix(expected);
    }
}
