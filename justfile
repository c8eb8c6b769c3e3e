# What one does with the project; `just` alone lists it.

_default:
    @just --list

# Serve on http://127.0.0.1:8080 with a SQLite database in data/
run:
    cargo run

# Run all tests
test:
    cargo test --workspace

# Format, and see what clippy says
lint:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings

# Write docs/openapi.json anew
openapi:
    cargo run --quiet -- openapi > docs/openapi.json

# Build what is shipped
dist:
    cargo build --profile dist

# Measure what a request costs, beside a hand-written server; bench/README.md has the other measurements
bench *arguments="compare":
    cargo build --release --package errand
    cargo build --release --manifest-path bench/Cargo.toml
    bench/target/release/bench {{arguments}}

# Throw nonsense at every parser of what anybody can send; needs cargo-fuzz and a nightly compiler
fuzz seconds="60":
    cd fuzz && for target in bearer token email cursor; do cargo +nightly fuzz run $target -- -max_total_time={{seconds}} || exit 1; done

# Break the code of accounts in every small way, and see what no test notices; needs cargo-mutants, takes hours
mutants *arguments:
    -cargo mutants --package errand-domain --package errand-application --package errand-infrastructure {{arguments}}
    cargo mutants --package errand-web --test-package errand-web --test-package errand {{arguments}}

# Run what CI runs
ci:
    bash .ci/run
