//! The required claims, in tokens that are correctly signed.

use rstest::rstest;

use super::*;

fn verify_claims(claims: &Value) -> Result<Claims, InvalidToken> {
    verify(&signed(&own_header(), claims))
}

#[test]
fn our_own_claims_are_accepted() {
    assert!(verify_claims(&own_claims()).is_ok());
}

#[test]
fn an_unknown_claim_is_ignored() {
    assert!(verify_claims(&with(own_claims(), "name", json!("Ada"))).is_ok());
}

#[rstest]
fn a_missing_claim_is_refused(
    #[values("sub", "sid", "email", "iat", "exp", "iss", "aud", "jti")] claim: &str,
) {
    let mut claims = own_claims();
    claims.as_object_mut().unwrap().remove(claim).unwrap();
    assert!(verify_claims(&claims).is_err());
    assert!(verify_claims(&with(own_claims(), claim, json!(null))).is_err());
}

#[rstest]
fn a_time_must_be_a_whole_number_of_seconds_within_the_calendar(
    #[values("iat", "exp")] claim: &str,
    #[values(
        json!(1_795_176_000.5),
        json!(1_795_176_000.0),
        json!("1795176000"),
        json!(true),
        json!([NOW]),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e300),
        json!(-1),
        json!(0)
    )]
    time: Value,
) {
    assert!(verify_claims(&with(own_claims(), claim, time)).is_err());
}

#[rstest]
#[case::now(0, true)]
#[case::within_the_leeway(5, true)]
#[case::beyond_it(6, false)]
#[case::next_year(31_536_000, false)]
fn a_token_issued_in_the_future_is_refused(#[case] later: i64, #[case] is_accepted: bool) {
    let claims = with(own_claims(), "iat", json!(NOW + later));
    let claims = with(claims, "exp", json!(NOW + later + 60));
    assert_eq!(verify_claims(&claims).is_ok(), is_accepted);
}

#[rstest]
#[case::before_1970(json!(-1), true)]
#[case::now(json!(NOW), true)]
#[case::within_the_leeway(json!(NOW + 5), true)]
#[case::beyond_it(json!(NOW + 6), false)]
#[case::for_ever(json!(i64::MAX), false)]
#[case::beyond_64_bits(json!(u64::MAX), false)]
#[case::part_of_a_second(json!(0.5), false)]
#[case::a_whole_number_as_a_fraction(json!(0.0), false)]
#[case::text(json!("0"), false)]
#[case::null(json!(null), false)]
fn a_token_is_refused_before_its_nbf(#[case] nbf: Value, #[case] is_accepted: bool) {
    let claims = with(own_claims(), "nbf", nbf);
    assert_eq!(verify_claims(&claims).is_ok(), is_accepted);
}

#[rstest]
#[case::a_second_to_go(1, true)]
#[case::reached(0, false)]
#[case::a_second_ago(-1, false)]
fn a_token_is_refused_from_its_expiry_on(#[case] later: i64, #[case] is_accepted: bool) {
    let claims = with(own_claims(), "iat", json!(NOW - 60));
    let claims = with(claims, "exp", json!(NOW + later));
    assert_eq!(verify_claims(&claims).is_ok(), is_accepted);
}

#[rstest]
#[case::shorter(-1, true)]
#[case::as_configured(0, true)]
#[case::longer(1, false)]
#[case::for_ever(3_000_000_000, false)]
fn a_token_that_lives_longer_than_configured_is_refused(
    #[case] more: i64,
    #[case] is_accepted: bool,
) {
    let exp = NOW + i64::from(LIFETIME) + more;
    let claims = with(own_claims(), "exp", json!(exp));
    assert_eq!(verify_claims(&claims).is_ok(), is_accepted);
}

#[rstest]
#[case::issuer("iss", json!("somebody"))]
#[case::issuer_of_another_case("iss", json!("Errand"))]
#[case::issuers("iss", json!(["errand"]))]
#[case::audience("aud", json!("errand"))]
#[case::audience_of_ours_alone("aud", json!(["errand-api"]))]
#[case::audience_of_ours_and_others("aud", json!(["errand-api", "others"]))]
#[case::empty_audience("aud", json!([]))]
#[case::subject_that_is_no_id("sub", json!("ada@example.org"))]
#[case::subject_that_is_a_number("sub", json!(1))]
#[case::token_id("jti", json!("1"))]
#[case::email("email", json!(["ada@example.org"]))]
fn a_claim_with_a_wrong_value_or_type_is_refused(#[case] claim: &str, #[case] value: Value) {
    assert!(verify_claims(&with(own_claims(), claim, value)).is_err());
}

#[test]
fn claims_that_are_not_an_object_are_refused() {
    for claims in [
        json!(null),
        json!([]),
        json!("errand"),
        json!([own_claims()]),
    ] {
        assert!(verify_claims(&claims).is_err(), "{claims}");
    }
}
