using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What npm and npm registries say.</summary>
public static class NpmFailures
{
    public static KnownFailure VersionExists { get; } = new()
    {
        Id = "npm-version-exists",
        Title = "the registry already has this version of the package",
        What = "The upload was refused (403 You cannot publish over the previously published versions, or 409).",
        Why = "Versions are for ever. An earlier run published it.",
        Remedies = ["If that run stopped later, go on with the rest: `drayage resume` compares the bytes first.", "Otherwise raise the version."],
        Signs =
        [
            "cannot publish over the previously published version",
            "EPUBLISHCONFLICT",
            "cannot modify pre-existing version",
            new() { Says = ["previously published"], By = Client.Npm },
            new() { Says = ["already present"], By = Client.Npm },
            new() { Says = ["already published"], By = Client.Npm },
            new() { Says = ["already exists"], By = Client.Npm, Status = [400, 403, 409] },
            new() { Status = [409], By = Client.Npm },
        ],
    };

    public static KnownFailure OneTimePassword { get; } = new()
    {
        Id = "npm-one-time-password",
        Title = "the account asks for a one-time password",
        What = "The registry wants a second factor, which a workflow cannot type (EOTP).",
        Why = "The token is one of a user whose account, or the package, asks for two-factor authentication on writes.",
        Remedies = ["Use trusted publishing: it needs no token and no password.", "Or a granular access token with read and write access that may bypass two-factor authentication."],
        Signs = ["This operation requires a one-time password", "code EOTP", new() { Says = ["one-time pass"], By = Client.Npm }],
    };

    public static KnownFailure TokenKind { get; } = new()
    {
        Id = "npm-wrong-token-kind",
        Title = "the package does not take this kind of token",
        What = "The registry refused the token for this package (403): it asks for two-factor authentication or a granular token that may bypass it.",
        Why = "Classic automation tokens no longer exist, and the package's settings may forbid tokens altogether.",
        Remedies = ["Use trusted publishing from the workflow (npm 11.5 or newer, `permissions: id-token: write`).", "Or make a granular access token for this package with read and write access and `bypass 2fa`."],
        Signs =
        [
            "Two-factor authentication or granular access token",
            "granular access token with bypass 2fa",
            "Two-factor authentication is required to publish",
            "You must provide a one-time pass or * granular",
        ],
    };

    public static KnownFailure NotLoggedIn { get; } = new()
    {
        Id = "npm-not-logged-in",
        Title = "npm has no token for this registry",
        What = "npm did not send anything (ENEEDAUTH).",
        Why = "No `.npmrc` names a token for the registry. actions/setup-node writes one only with `registry-url`, and reads the token from NODE_AUTH_TOKEN.",
        Remedies =
        [
            "Give actions/setup-node the registry's address as `registry-url`, and the step `env: NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}`.",
            "Or use trusted publishing with `permissions: id-token: write` and npm 11.5 or newer.",
        ],
        Signs = ["code ENEEDAUTH", "This command requires you to be logged in", "need auth"],
    };

    public static KnownFailure TokenInvalid { get; } = new()
    {
        Id = "npm-token-invalid",
        Title = "the registry does not know this token",
        What = "The registry answered 401 (E401).",
        Why = "The token has expired or was revoked (granular tokens live for 90 days at most), belongs to another registry, or is empty because the secret does not exist here.",
        Remedies = ["Ask who it is: `npm whoami --registry ADDRESS`.", "Make a new token, or use trusted publishing."],
        Signs =
        [
            "code E401",
            "Access token expired or revoked",
            "Incorrect or missing password",
            "Unable to authenticate, need:",
            "Unable to authenticate, your authentication token seems to be invalid",
            new() { Status = [401], By = Client.Npm },
        ],
    };

    public static KnownFailure NoPermission { get; } = new()
    {
        Id = "npm-no-permission",
        Title = "the token may not write this package",
        What = "The registry answered 403: the user is no maintainer, or the token may only read.",
        Why = "The name belongs to somebody else, the token's access is read-only or for other packages, or the organisation did not give the team write access.",
        Remedies = ["See whose it is: `npm owner ls PACKAGE`.", "Make a granular token with read and write access to the package or its scope."],
        Signs =
        [
            "You do not have permission to publish",
            "user * is not allowed to publish",
            "not authorized to modify package",
            "is not allowed to publish package",
            new() { Status = [403], By = Client.Npm },
        ],
    };

    public static KnownFailure ScopeMissing { get; } = new()
    {
        Id = "npm-scope-or-access-missing",
        Title = "the registry hides what the token may not write",
        What = "A publish was answered with 404: there is no such scope, or the token has no access to it.",
        Why = "npm answers 404 instead of 403 for scopes and packages that a token may not see. With trusted publishing the same answer tells that the publisher's settings do not match.",
        Remedies =
        [
            "Check that the organisation of the scope exists and that the token may write to it.",
            "Check the registry's address in `publishConfig.registry` and `.npmrc`.",
            "Trusted publishing: the package must exist, and repository, workflow file and environment must agree with its settings.",
        ],
        Signs =
        [
            "Scope not found",
            "could not be found or you do not have permission to access it",
            new() { Says = ["404 Not Found - PUT"] },
            new() { Says = ["PUT"], Status = [404], By = Client.Npm },
            new() { Says = ["is not in this registry"], By = Client.Npm, After = "npm publish" },
        ],
    };

    public static KnownFailure PaymentRequired { get; } = new()
    {
        Id = "npm-private-needs-payment",
        Title = "a scoped package is private unless it is told otherwise",
        What = "The registry answered 402 Payment Required.",
        Why = "Scoped packages are restricted by default, and restricted packages need a paid account.",
        Remedies = ["Publish it publicly: `npm publish --access public`, `\"publishConfig\": {\"access\": \"public\"}`, or `access: public` of Drayage's destination."],
        Signs = ["You must sign up for private packages", "code E402", new() { Status = [402], By = Client.Npm }],
    };

    public static KnownFailure TooSimilar { get; } = new()
    {
        Id = "npm-name-too-similar",
        Title = "the name is too close to that of another package",
        What = "A new package was refused for its name.",
        Why = "Names that differ in punctuation only are kept from being taken.",
        Remedies = ["Publish it in a scope of your own: `@SCOPE/NAME`."],
        Signs = ["Package name too similar to existing package", new() { Says = ["too similar"], By = Client.Npm }],
    };

    public static KnownFailure Unpublished { get; } = new()
    {
        Id = "npm-unpublished-version",
        Title = "the version or package was unpublished",
        What = "The registry refused a version that existed before.",
        Why = "An unpublished version can never come back; a package that was unpublished whole can come back after 24 hours.",
        Remedies = ["Raise the version, or wait 24 hours."],
        Signs = ["cannot be republished until 24 hours have passed", "cannot be republished", new() { Says = ["24 hours"], By = Client.Npm }, new() { Says = ["unpublished"], Status = [403], By = Client.Npm }],
    };

    public static KnownFailure PrereleaseTag { get; } = new()
    {
        Id = "npm-prerelease-needs-tag",
        Title = "a pre-release needs a dist-tag",
        What = "npm refused to publish a pre-release version as `latest`.",
        Why = "`latest` is what everybody gets; npm 11 no longer moves it to a pre-release by itself.",
        Remedies = ["`npm publish --tag next`; Drayage chooses the tag by the version."],
        Signs = ["You must specify a tag using --tag when publishing a prerelease version", "Cannot implicitly apply the \"latest\" tag"],
    };

    public static KnownFailure Private { get; } = new()
    {
        Id = "npm-package-private",
        Title = "package.json forbids to publish the package",
        What = "npm refused before sending anything (EPRIVATE).",
        Why = "`\"private\": true` stands in its package.json: mostly the root of a workspace.",
        Remedies = ["Publish the packages of the workspace (`npm publish -w NAME`), or remove `private` from the one that is meant."],
        Signs = ["code EPRIVATE", "This package has been marked as private"],
    };

    public static KnownFailure Provenance { get; } = new()
    {
        Id = "npm-provenance-repository",
        Title = "the provenance does not agree with package.json",
        What = "The registry refused the provenance statement (422).",
        Why = "`repository.url` in package.json must be the repository that the workflow runs in, in the same spelling, and the repository must be public.",
        Remedies = ["Set `\"repository\": {\"type\": \"git\", \"url\": \"git+https://github.com/OWNER/REPO.git\"}`."],
        Signs = ["Error verifying sigstore provenance bundle", "Failed to validate repository information", "Unsupported GitHub Actions source repository visibility", new() { Says = ["provenance"], Status = [422] }],
    };

    public static KnownFailure PackageRefused { get; } = new()
    {
        Id = "npm-package-invalid",
        Title = "the registry does not accept the package",
        What = "The registry answered 400 or 422.",
        Why = "Name or version do not follow its rules, or the metadata is malformed.",
        Remedies = ["Correct package.json; `npm publish --dry-run` and `npm pkg fix` help."],
        Signs = [new() { Status = [400, 422], By = Client.Npm }, "code EBADNAME", "Invalid package name", "Invalid version: \""],
    };

    public static KnownFailure TooLarge { get; } = new()
    {
        Id = "npm-too-large",
        Title = "the package is too large",
        What = "The registry answered 413.",
        Why = "Test data, sources maps or built files of other platforms are packed along.",
        Remedies = ["Name what belongs in with `\"files\"` in package.json; `npm pack --dry-run` shows it."],
        Signs = [new() { Status = [413], By = Client.Npm }],
    };

    public static KnownFailure LockStale { get; } = new()
    {
        Id = "npm-lock-stale",
        Title = "package-lock.json does not fit package.json",
        What = "`npm ci` refused to install.",
        Why = "A version or dependency was changed without `npm install` running afterwards.",
        Remedies = ["Run `npm install --package-lock-only` and commit package-lock.json. `drayage version` changes both."],
        Signs = ["can only install packages when your package.json and package-lock.json", "The `npm ci` command can only install with an existing package-lock.json"],
    };

    public static KnownFailure Limited { get; } = new()
    {
        Id = "npm-rate-limited",
        Title = "the registry limits requests",
        What = "The registry answered 429.",
        Why = "Too many packages or requests in a short time.",
        Remedies = ["Wait, then publish the rest."],
        Signs = ["code E429", new() { Status = [429], By = Client.Npm }],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        VersionExists, OneTimePassword, TokenKind, NotLoggedIn, TokenInvalid, NoPermission, ScopeMissing, PaymentRequired, TooSimilar, Unpublished, PrereleaseTag, Private,
        Provenance, PackageRefused, TooLarge, LockStale, Limited,
    ];
}
