using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>Who may upload to a Python index, and where it is.</summary>
public static class PythonAccessFailures
{
    public static KnownFailure PasswordGone { get; } = new()
    {
        Id = "pypi-user-password",
        Title = "PyPI takes tokens, no passwords",
        What = "The upload was refused because it came with a user name and a password.",
        Why = "PyPI ended uploads with passwords. What is wanted is an API token, whose user name is `__token__`, or trusted publishing.",
        Remedies =
        [
            "Use trusted publishing: no secret to keep at all. Drayage does so by itself in a workflow with `id-token: write`.",
            "Or make an API token and upload with user name `__token__` and the token, beginning with `pypi-`, as password.",
        ],
        Signs = ["Username/Password authentication is no longer supported", "Migrate to API Tokens or Trusted Publishers"],
    };

    public static KnownFailure TokenInvalid { get; } = new()
    {
        Id = "pypi-token-invalid",
        Title = "the index does not know this token",
        What = "The upload was refused for its credential (403 Invalid or non-existent authentication information, or 401).",
        Why = "PyPI and TestPyPI have accounts and tokens of their own; the token is incomplete (it begins with `pypi-`), was deleted, or is empty because the secret does not exist here; or the user name is not `__token__`.",
        Remedies =
        [
            "Map the secret in the step: `env: TWINE_USERNAME: __token__` and `TWINE_PASSWORD: ${{ secrets.PYPI_TOKEN }}` (UV_PUBLISH_TOKEN for uv), and check its spelling.",
            "Take a token of the very index that is uploaded to.",
            "In a fork there are no secrets: do not upload there.",
        ],
        Signs =
        [
            "Invalid or non-existent authentication information",
            "Invalid API Token",
            new() { Status = [401, 403], By = Client.Python },
            new() { Status = [401, 403], Hosts = ["pypi.org"] },
        ],
    };

    public static KnownFailure NoCredential { get; } = new()
    {
        Id = "pypi-no-credential",
        Title = "the uploader has no credential",
        What = "twine or uv asked for a user name or token, and nobody is there to answer.",
        Why = "Neither a variable nor a configuration file gives one. A secret that is not mapped in `env:` is not there.",
        Remedies =
        [
            "Map the secret in the step that uploads: TWINE_USERNAME and TWINE_PASSWORD, or UV_PUBLISH_TOKEN.",
            "Or use trusted publishing with `permissions: id-token: write`.",
        ],
        Signs =
        [
            "NonInteractive: Credential not found",
            "Credential not found for",
            "Missing credentials for",
            new() { Says = ["EOFError: EOF when reading a line"], By = Client.Python },
            new() { Says = ["Enter your API token"], By = Client.Python },
            new() { Says = ["Enter your username:"], By = Client.Python },
        ],
    };

    public static KnownFailure ProjectDenied { get; } = new()
    {
        Id = "pypi-project-permission",
        Title = "the token may not upload to this project",
        What = "The index knows the token, and its user has no role in the project, or the token is for another one.",
        Why = "The name belongs to somebody else, or the token's scope is another project. A project's first upload needs a token for the whole account, or a pending trusted publisher.",
        Remedies =
        [
            "Make a token whose scope is this project; for the first upload one for the whole account.",
            "Have an owner add the user as maintainer, or choose another name.",
        ],
        Signs =
        [
            "isn't allowed to upload to project",
            "isn't allowed. See",
            "The credential associated with user * isn't allowed",
            "Invalid API Token: project-scoped token is not valid for project",
            "project-scoped token is not valid",
        ],
    };

    public static KnownFailure TwoFactor { get; } = new()
    {
        Id = "pypi-two-factor",
        Title = "the account needs two-factor authentication",
        What = "The index refuses uploads of an account without a second factor.",
        Why = "PyPI asks for two-factor authentication of everybody who manages projects.",
        Remedies = ["Turn on two-factor authentication for the account that the token belongs to."],
        Signs =
        [
            "does not have two-factor authentication enabled",
            "Two factor authentication must be enabled",
            "two-factor authentication enabled * account",
            new() { Says = ["two-factor"], Status = [403], By = Client.Python },
            new() { Says = ["2FA"], Status = [403], By = Client.Python },
        ],
    };

    public static KnownFailure EmailUnverified { get; } = new()
    {
        Id = "pypi-email-unverified",
        Title = "the account's e-mail address is not verified",
        What = "The index refuses uploads of an account without a verified address.",
        Why = "New projects and uploads need one.",
        Remedies = ["Verify the primary e-mail address of the account that the token belongs to."],
        Signs =
        [
            "must have a verified primary email",
            "does not have a verified email",
            "verified primary email",
            new() { Says = ["verif", "email"], Status = [400, 403], By = Client.Python },
            new() { Says = ["verif", "e-mail"], Status = [400, 403], By = Client.Python },
        ],
    };

    public static KnownFailure TrustedPublisher { get; } = new()
    {
        Id = "pypi-trusted-publisher",
        Title = "PyPI knows no trusted publisher that fits this run",
        What = "The identity of the workflow was valid, and no publisher of the project matches it.",
        Why = "Owner, repository, file name of the workflow and environment must all agree. For a called workflow the calling file counts. A renamed repository or file no longer matches.",
        Remedies =
        [
            "Compare the claims in the message with the project's page Publishing on PyPI; name the environment there exactly if the job has one, and leave it out otherwise.",
            "For a project that does not exist yet make a pending publisher.",
        ],
        Signs =
        [
            "invalid-publisher",
            "invalid-pending-publisher",
            "valid token, but no corresponding publisher",
            "Trusted publishing exchange failure",
            "Token request failed: the server refused the request",
        ],
    };

    public static KnownFailure WrongAddress { get; } = new()
    {
        Id = "python-wrong-upload-address",
        Title = "the address is no upload address of a Python index",
        What = "The server answered 404, 405 or 410, or led elsewhere.",
        Why = "Uploading and installing have different addresses: PyPI's are `https://upload.pypi.org/legacy/` and `https://pypi.org/simple/`. A missing slash at the end leads elsewhere, which twine does not follow.",
        Remedies = ["Write the upload address, with the slash at its end: `https://upload.pypi.org/legacy/`, for TestPyPI `https://test.pypi.org/legacy/`."],
        Signs =
        [
            "attempted to redirect to",
            "RedirectDetected",
            "is an unsupported upload URL",
            "Did you mean https://upload.pypi.org",
            "might be a typo in the upload URL",
            new() { Status = [404, 405, 410, 301, 302, 307, 308], By = Client.Python, Unless = ["pkg.github.com"] },
        ],
    };

    public static KnownFailure Limited { get; } = new()
    {
        Id = "pypi-rate-limited",
        Title = "the index limits new projects or uploads",
        What = "The index answered 429.",
        Why = "PyPI limits how many projects an account makes, and how many requests it sends.",
        Remedies = ["Wait (a day for new projects), then upload the rest."],
        Signs = ["Too many new projects created", new() { Status = [429], By = Client.Python }],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
        [PasswordGone, TokenInvalid, NoCredential, ProjectDenied, TwoFactor, EmailUnverified, TrustedPublisher, WrongAddress, Limited];
}
