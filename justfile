# Common tasks; `just` alone lists them.

_default:
    @just --list

# Serve on http://127.0.0.1:8080 with a SQLite database in data/
run:
    cargo run

# Run all tests
test:
    cargo test --workspace

# Format the code and run clippy
lint:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings

# Regenerate docs/openapi.json
openapi:
    cargo run --quiet -- openapi > docs/openapi.json

# Build the release binary
dist:
    cargo build --profile dist

# Measure the cost of a request against two hand-written servers; bench/README.md lists the other measurements
bench *arguments="compare":
    cargo build --release --package errand
    cargo build --release --manifest-path bench/Cargo.toml
    bench/target/release/bench {{arguments}}

# Fuzz every parser of untrusted input; needs cargo-fuzz and a nightly compiler
fuzz seconds="60":
    cd fuzz && for target in bearer token email cursor; do cargo +nightly fuzz run $target -- -max_total_time={{seconds}} || exit 1; done

# Mutate the code and list what no test notices; needs cargo-mutants and takes hours
mutants *arguments:
    -cargo mutants --package errand-domain --package errand-application --package errand-infrastructure {{arguments}}
    cargo mutants --package errand-web --test-package errand-web --test-package errand {{arguments}}

# Run the CI checks
ci:
    bash .ci/run
