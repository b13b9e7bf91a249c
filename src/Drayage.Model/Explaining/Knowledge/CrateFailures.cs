using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What cargo and crate registries say.</summary>
public static class CrateFailures
{
    public static KnownFailure VersionExists { get; } = new()
    {
        Id = "crates-version-exists",
        Title = "the registry already has this version of the crate",
        What = "The upload was refused: the version is there, or was yanked, which does not free it.",
        Why = "Versions are for ever. An earlier run published the crate and stopped at a later one.",
        Remedies =
        [
            "Go on with the crates that are missing: `drayage resume` looks at the index and compares checksums first.",
            "Otherwise raise the version.",
        ],
        Signs = ["crate version * is already uploaded", "already exists on crates.io index", "error: crate * already exists on * index", new() { Status = [409], By = Client.Cargo }],
    };

    public static KnownFailure NotOwner { get; } = new()
    {
        Id = "crates-not-owner",
        Title = "the crate belongs to somebody else",
        What = "The name exists, and the token's user is none of its owners.",
        Why = "Names are given to whoever publishes first.",
        Remedies = ["Ask an owner to run `cargo owner --add USER CRATE`.", "Or give the package another name in Cargo.toml."],
        Signs = ["don't seem to be an owner", "to be an owner", "only owners"],
    };

    public static KnownFailure TokenInvalid { get; } = new()
    {
        Id = "crates-token-invalid",
        Title = "the registry does not know this token",
        What = "The request was refused for its credential (401, or 403 authentication failed).",
        Why = "The token was revoked, has expired, is cut, or belongs to another registry; tokens from before July 2020 are no longer taken. crates.io wants the bare token, without `Bearer`.",
        Remedies = ["Make a token on the registry's page of API tokens and set CARGO_REGISTRY_TOKEN (CARGO_REGISTRIES_NAME_TOKEN for another registry).", "Or use trusted publishing from the workflow."],
        Signs =
        [
            new() { Says = ["authentication failed"], By = Client.Cargo },
            "The given API token does not match the format used by crates.io",
            "token rejected for",
            "must be logged in to perform that action",
            "invalid authentication token",
            "this action requires authentication",
            new() { Status = [401, 403], By = Client.Cargo },
        ],
    };

    public static KnownFailure NoToken { get; } = new()
    {
        Id = "crates-no-token",
        Title = "cargo has no token",
        What = "cargo did not send anything, for it knows no token for this registry.",
        Why = "The variable is not set in this step. A secret that does not exist is an empty string.",
        Remedies = ["Map the secret: `env: CARGO_REGISTRY_TOKEN: ${{ secrets.CARGO_REGISTRY_TOKEN }}`; for another registry CARGO_REGISTRIES_NAME_TOKEN."],
        Signs = ["no token found, please run `cargo login`", "no token found for", "please provide a non-empty token"],
    };

    public static KnownFailure TokenScope { get; } = new()
    {
        Id = "crates-token-scope",
        Title = "the token's scope does not cover this",
        What = "The registry knows the token, and it may not publish this crate.",
        Why = "Tokens can be limited to endpoints (publish-new, publish-update, yank) and to crates by pattern.",
        Remedies = ["Make a token with publish-update for this crate, and publish-new for its first version."],
        Signs = ["this token does not have the required permissions", "required permissions to perform this action", new() { Says = ["required permissions"], By = Client.Cargo }],
    };

    public static KnownFailure Email { get; } = new()
    {
        Id = "crates-email-unverified",
        Title = "the account needs a verified e-mail address",
        What = "The registry refuses to publish for an account without one.",
        Why = "crates.io asks for it since 2019.",
        Remedies = ["Set and confirm the address in the account's settings at the registry."],
        Signs = ["verified email address is required to publish crates", new() { Says = ["verified email"], By = Client.Cargo }, new() { Says = ["verify your email"], By = Client.Cargo }],
    };

    public static KnownFailure Limited { get; } = new()
    {
        Id = "crates-rate-limited",
        Title = "too many crates in a short time",
        What = "The registry answered 429 and names a time from which it takes the next one.",
        Why = "crates.io takes five new crates at once and one in ten minutes then; of versions thirty, then one a minute.",
        Remedies = ["Wait until the named time and publish the rest; `drayage resume` waits by itself.", "Ask the registry for a higher limit for a large workspace."],
        Signs = ["You have published too many", new() { Status = [429], By = Client.Cargo }],
    };

    public static KnownFailure MetadataMissing { get; } = new()
    {
        Id = "crates-metadata-missing",
        Title = "Cargo.toml lacks what the registry asks for",
        What = "The upload was refused for missing fields.",
        Why = "crates.io wants a description and a licence (`license` or `license-file`).",
        Remedies = ["Write the missing fields into [package] of Cargo.toml, commit, and build again."],
        Signs = ["missing or empty metadata fields", "missing or empty metadata"],
    };

    public static KnownFailure ContentRefused { get; } = new()
    {
        Id = "crates-content-refused",
        Title = "the registry does not accept something in Cargo.toml",
        What = "The upload was refused for a keyword, category, name or version requirement.",
        Why = "Keywords are at most five of twenty characters, categories come from a list, requirements may not be `*`, and some names are reserved.",
        Remedies = ["Correct Cargo.toml, commit, and build again."],
        Signs =
        [
            "wildcard (`*`) dependency constraints are not allowed",
            "invalid upload request",
            "expected at most 5 keywords",
            "cannot upload a crate with a reserved name",
            "The following category slugs are not currently supported",
            new() { Says = ["wildcard"], Status = [400, 422, 200], By = Client.Cargo },
            new() { Says = ["keyword"], Status = [400, 422, 200], By = Client.Cargo },
            new() { Says = ["categor"], Status = [400, 422, 200], By = Client.Cargo },
            new() { Says = ["reserved name"], Status = [400, 422, 200], By = Client.Cargo },
            new() { Says = ["crate name"], Status = [400, 422, 200], By = Client.Cargo },
            new() { Says = ["description"], Status = [400, 422, 200], By = Client.Cargo },
            new() { Says = ["too long"], Status = [400, 422, 200], By = Client.Cargo },
        ],
    };

    public static KnownFailure OtherSpelling { get; } = new()
    {
        Id = "crates-other-spelling",
        Title = "the crate exists in another spelling",
        What = "The registry has the name with other hyphens, underscores or letters.",
        Why = "Names that differ in `-`, `_` or case are one to a registry.",
        Remedies = ["Spell package.name as it was published first, or choose another name."],
        Signs = ["crate was previously named", "previously named"],
    };

    public static KnownFailure DependencyMissing { get; } = new()
    {
        Id = "crates-dependency-missing",
        Title = "a dependency is not in the registry yet",
        What = "cargo or the registry does not find a crate, or the version of it, that this one needs.",
        Why = "Crates of a workspace have to be published from the bottom up, and the index has to serve one before the next is sent.",
        Remedies = ["Publish the dependency first and wait until the index has it; `drayage release` does both.", "See that the version required is the one that is published."],
        Signs =
        [
            "no known crate named",
            new() { Says = ["no matching package named"], By = Client.Cargo },
            new() { Says = ["failed to select a version for the requirement"], By = Client.Cargo },
            "failed to prepare local package for uploading",
            new() { Says = ["no known crate"], By = Client.Cargo },
        ],
    };

    public static KnownFailure DependencyWithoutVersion { get; } = new()
    {
        Id = "crates-dependency-without-version",
        Title = "a dependency has a path and no version",
        What = "cargo refused to package a crate whose dependency could not be found by others.",
        Why = "The path or git reference is dropped when publishing; only the version stays.",
        Remedies = ["Write both: `core = { path = \"../core\", version = \"1.2.0\" }`. `drayage version` keeps them in step."],
        Signs = ["all dependencies must have a version", "must have a version requirement specified when publishing", "does not specify a version"],
    };

    public static KnownFailure ForeignRegistry { get; } = new()
    {
        Id = "crates-foreign-dependency",
        Title = "a dependency comes from another registry",
        What = "The registry takes dependencies of its own only.",
        Why = "crates.io must stay complete by itself.",
        Remedies = ["Publish the dependency there, too, or take its `registry` out of Cargo.toml."],
        Signs = ["crates cannot be published to crates.io with dependencies sourced from other", "is hosted on another registry", new() { Says = ["another registry"], By = Client.Cargo }],
    };

    public static KnownFailure TooLarge { get; } = new()
    {
        Id = "crates-too-large",
        Title = "the crate is too large",
        What = "The registry refused the upload for its size.",
        Why = "crates.io takes 10 MiB. Test data and built files are easily packed along.",
        Remedies = ["Leave files out with `exclude` or `include` under [package]; `cargo package --list` shows them.", "Or ask the registry for a higher limit."],
        Signs = ["max upload size is", "max upload size", new() { Says = ["too large"], By = Client.Cargo }, new() { Status = [413], By = Client.Cargo }],
    };

    public static KnownFailure NotPublishable { get; } = new()
    {
        Id = "crates-publish-forbidden",
        Title = "Cargo.toml forbids to publish this crate",
        What = "cargo refused before sending anything.",
        Why = "`publish = false`, or a list of registries without this one, stands in its manifest.",
        Remedies = ["Publish only the crates that are meant to be: name them with `-p`.", "Or change `publish` in its Cargo.toml."],
        Signs = ["`package.publish` must be set to `true`", "`package.publish` is set to `false`", "cannot be published.", "disallowed by `package.publish`"],
    };

    public static KnownFailure Dirty { get; } = new()
    {
        Id = "crates-dirty-tree",
        Title = "the work tree has changes that are not committed",
        What = "cargo refused to package files that are in no commit.",
        Why = "An earlier step wrote into the tree: a version bump, generated code, or a changed lock file.",
        Remedies = ["Commit the changes before the tag, or keep generated files out of the tree. `--allow-dirty` publishes what nobody can find in the history."],
        Signs = ["contain changes that were not yet committed into git"],
    };

    public static KnownFailure TrustedPublisher { get; } = new()
    {
        Id = "crates-trusted-publisher",
        Title = "no trusted publisher of the crate fits this run",
        What = "The registry refused to exchange the workflow's identity for a token, or the token is for other crates.",
        Why = "Owner, repository, workflow file and environment must agree with the crate's settings. A crate's first version needs the token of a user.",
        Remedies = ["Name this repository and workflow as trusted publisher on the crate's settings page.", "Publish the first version with an API token."],
        Signs = ["No Trusted Publishing config found", "No matching Trusted Publishing config", new() { Says = ["creating new crates"], By = Client.Cargo }, new() { Says = ["not valid for crate"], By = Client.Cargo }],
    };

    public static KnownFailure LockStale { get; } = new()
    {
        Id = "cargo-lock-stale",
        Title = "Cargo.lock does not fit Cargo.toml",
        What = "cargo was told not to change the lock file and would have to.",
        Why = "A version or dependency was changed without `cargo` running afterwards.",
        Remedies = ["Run `cargo update --workspace` and commit Cargo.lock. `drayage version` changes both."],
        Signs = ["needs to be updated but --locked was passed", "because --locked was passed to prevent this"],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        VersionExists, NotOwner, TokenInvalid, NoToken, TokenScope, Email, Limited, MetadataMissing, ContentRefused, OtherSpelling, DependencyMissing, DependencyWithoutVersion,
        ForeignRegistry, TooLarge, NotPublishable, Dirty, TrustedPublisher, LockStale,
    ];
}
