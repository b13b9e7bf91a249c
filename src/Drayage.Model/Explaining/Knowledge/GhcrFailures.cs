using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What GitHub's container registry (ghcr.io) and the package registries beside it refuse.</summary>
public static class GhcrFailures
{
    public static KnownFailure MissingScope { get; } = new()
    {
        Id = "ghcr-missing-scope",
        Title = "the token may not write packages",
        What = "GitHub knows the token, and the token lacks the right to write (or read) packages.",
        Why = "A job's GITHUB_TOKEN has the scopes that `permissions:` names, and once one is named all others are none. A classic personal access token needs the scope `write:packages`.",
        Remedies =
        [
            "In a workflow give the job `permissions: packages: write` (and `contents: read`, which it loses otherwise). This is enough even where the repository's default is read-only.",
            "With a personal access token make a classic one with `write:packages`.",
            "A workflow that is called from another one never has more than the calling job: give the scope there, too.",
        ],
        Signs =
        [
            "permission_denied: The token provided does not match expected scopes",
            new() { Says = ["denied"], Status = [403], Hosts = ["ghcr.io"] },
            new() { Status = [403], Hosts = ["ghcr.io"] },
            new() { Says = ["does not match expected scopes"] },
        ],
    };

    public static KnownFailure NotLinked { get; } = new()
    {
        Id = "ghcr-package-not-linked",
        Title = "the package does not let this repository write",
        What = "The push was refused although the login succeeded: the package exists and the repository that the workflow runs in has no write access to it.",
        Why = "A package that was first pushed by hand, or from another repository, belongs to its owner and is linked to no repository or to the other one. `packages: write` is a right of the job; the package decides by itself which repositories may use it.",
        Remedies =
        [
            "Open the package's settings on GitHub (organisation or user, Packages, the package, Package settings), and under Manage Actions access add the repository with the role Write.",
            "See to it that the job has `permissions: packages: write`: without it the answer is the same.",
            "In a fork or in a pull request from one the token can only read: do not push there.",
        ],
        Signs =
        [
            "permission_denied: write_package",
            "installation not allowed to Write organization package",
        ],
    };

    public static KnownFailure OrganisationPolicy { get; } = new()
    {
        Id = "ghcr-organisation-policy",
        Title = "the organisation does not let the workflow create packages",
        What = "The package does not exist yet, and the token may not make one under this owner.",
        Why = "An organisation can restrict who creates packages and of which visibility, and can hold its workflows to read-only tokens. Another owner's name in the image reference is refused in the same way.",
        Remedies =
        [
            "Check that the owner in the image reference is the one that the workflow's repository belongs to.",
            "Give the job `permissions: packages: write`; an owner of the organisation allows package creation under Settings, Packages, and writing tokens under Settings, Actions, General.",
            "Or have somebody with the right push the package once, then add the repository under Manage Actions access.",
        ],
        Signs =
        [
            "installation not allowed to Create organization package",
            "permission_denied: create_package",
            "permission_denied: The requested installation does not exist",
        ],
    };

    public static KnownFailure WrongTokenKind { get; } = new()
    {
        Id = "ghcr-wrong-token-kind",
        Title = "GitHub Packages does not take this kind of token",
        What = "The login or push was refused because no user belongs to the token.",
        Why = "Fine-grained personal access tokens cannot use GitHub Packages; neither can tokens that have expired, were revoked or are not authorised for the organisation's single sign-on.",
        Remedies =
        [
            "In a workflow log in with `username: ${{ github.actor }}` and `password: ${{ secrets.GITHUB_TOKEN }}`.",
            "Elsewhere use a classic personal access token with `write:packages`, and authorise it for the organisation where that uses SAML.",
        ],
        Signs =
        [
            "User cannot be authenticated with the token provided",
            "The token provided is a fine-grained",
            new() { Says = ["unauthenticated"], Status = [401], Hosts = ["ghcr.io", "docker.pkg.github.com"] },
        ],
    };

    public static KnownFailure LoginRefused { get; } = new()
    {
        Id = "ghcr-login-refused",
        Title = "ghcr.io does not know this user name and token",
        What = "The registry answered a login, or a request with a bad login, with nothing but `denied`.",
        Why = "The password is empty, is a GitHub password, or is a token that GitHub does not know. In a workflow a secret that does not exist is an empty string, and forks and Dependabot see no secrets.",
        Remedies =
        [
            "Log in right before the push: `echo \"$GITHUB_TOKEN\" | docker login ghcr.io -u \"$GITHUB_ACTOR\" --password-stdin`, with the variable mapped from `secrets.GITHUB_TOKEN`.",
            "Check the spelling of the secret's name, and that the workflow does not run for a fork.",
            "Do not pipe the token through `base64` without `-w0`: it breaks long lines.",
        ],
        Signs =
        [
            "denied: denied",
            new() { Status = [401], Hosts = ["ghcr.io"] },
            new() { Says = ["unauthorized"], Hosts = ["ghcr.io"], By = Client.Containers },
        ],
    };

    public static KnownFailure PrivatePackage { get; } = new()
    {
        Id = "ghcr-private-package",
        Title = "the package is private, or its name is wrong",
        What = "GitHub would not hand out the package. For a private one it does not say whether it exists.",
        Why = "The first push to ghcr.io makes a private package, also from a public repository. Anonymous users and repositories without access get the same answer as for a name that does not exist.",
        Remedies =
        [
            "Check owner and name; they are lowercase in image references.",
            "Make the package public in its settings, or log in with a token that has `read:packages`.",
            "For a workflow of another repository add it under Manage Actions access with the role Read.",
        ],
        Signs =
        [
            "permission_denied: read_package",
            "installation not allowed to Read organization package",
            new() { Status = [404], Hosts = ["ghcr.io"], By = Client.Containers },
            new() { Says = ["manifest unknown"], Hosts = ["ghcr.io"], After = "docker pull" },
        ],
    };

    public static KnownFailure PythonUpload { get; } = new()
    {
        Id = "python-upload-to-container-registry",
        Title = "a Python package was uploaded to a container registry",
        What = "The address answered that it does not know this kind of request (405 Method Not Allowed, or 404).",
        Why = "ghcr.io takes container images and other OCI artifacts. GitHub has no Python index, neither there nor at any other address; guides that name one are wrong, and `packages: write` does not help.",
        Remedies =
        [
            "Upload to PyPI (`https://upload.pypi.org/legacy/`), or to TestPyPI for trials.",
            "Attach the wheels to the GitHub release (`gh release upload TAG dist/*`).",
            "Keep them as OCI artifacts and let pip install from there: destinations of kind oci, and `drayage python-index serve`.",
        ],
        Signs =
        [
            new() { Hosts = ["ghcr.io", "docker.io", "quay.io", "gcr.io", "azurecr.io"], Status = [404, 405], By = Client.Python },
            new() { Hosts = ["ghcr.io", "docker.io", "quay.io"], Status = [405], Says = ["HTTPError"] },
            new() { Hosts = ["ghcr.io"], Status = [405], Says = ["POST"] },
            new() { Hosts = ["ghcr.io", "docker.io", "quay.io"], Says = ["405 Method Not Allowed"] },
        ],
    };

    public static KnownFailure NoPythonIndex { get; } = new()
    {
        Id = "github-has-no-python-index",
        Title = "GitHub Packages has no Python index",
        What = "A Python package was sent to, or looked for at, an address below pkg.github.com that does not exist for Python.",
        Why = "GitHub Packages knows npm, Maven, Gradle, RubyGems, NuGet and containers. `upload.pkg.github.com` and `pkg.github.com/OWNER/REPO/simple` are documented nowhere; no permission and no first upload brings them into being.",
        Remedies =
        [
            "Upload to PyPI (`https://upload.pypi.org/legacy/`), to TestPyPI for trials, or to an index of your own.",
            "Or attach the wheels to the GitHub release, or keep them as OCI artifacts behind `drayage python-index serve`.",
        ],
        Signs =
        [
            new() { Says = ["upload.pkg.github.com"], Unless = ["Uploading distributions"] },
            new() { Says = ["pkg.github.com"], By = Client.Python, Status = [400, 401, 403, 404, 405] },
            "pkg.github.com/*/simple",
            new() { Hosts = ["upload.pkg.github.com", "pypi.pkg.github.com", "python.pkg.github.com"] },
            new() { Hosts = ["pkg.github.com"], By = Client.Python, Status = [400, 401, 403, 404, 405] },
        ],
    };

    public static KnownFailure OwnerUnknown { get; } = new()
    {
        Id = "github-packages-owner-unknown",
        Title = "GitHub Packages does not know the owner of the package",
        What = "The package was refused since its scope or owner is none that the token can publish to.",
        Why = "In GitHub's npm registry the scope of the package is the owner's name; in its NuGet feed the owner stands in the address; and the package's `repository` names where it belongs.",
        Remedies =
        [
            "Make the package's scope the user or organisation that owns the repository, in lowercase.",
            "Let `repository` in package.json (RepositoryUrl in a .NET project) name this repository.",
        ],
        Signs = ["Permission not_found: owner not found", "permission_denied: owner not found", new() { Says = ["owner not found"], Hosts = ["pkg.github.com"] }],
    };

    public static KnownFailure PackagesUnauthenticated { get; } = new()
    {
        Id = "github-packages-unauthenticated",
        Title = "GitHub Packages wants a token, also for reading",
        What = "A package registry of GitHub refused a request without a token that it knows.",
        Why = "Its npm, Maven and NuGet registries ask for a token even for public packages, and take classic personal access tokens and GITHUB_TOKEN only.",
        Remedies =
        [
            "In a workflow use GITHUB_TOKEN and give the job `permissions: packages: read` (or `write`).",
            "Elsewhere use a classic personal access token with `read:packages`.",
        ],
        Signs =
        [
            "could not be authenticated by the GitHub Packages service",
            new() { Status = [401], Hosts = ["pkg.github.com"] },
        ],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        MissingScope, NotLinked, OrganisationPolicy, WrongTokenKind, LoginRefused, PrivatePackage, PythonUpload, NoPythonIndex, OwnerUnknown, PackagesUnauthenticated,
    ];
}
