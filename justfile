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

# Measure what a request costs, beside a hand-written server
bench *arguments:
    cargo run --release --manifest-path bench/Cargo.toml --bin bench -- {{arguments}}

# Run what CI runs
ci:
    bash .ci/run
