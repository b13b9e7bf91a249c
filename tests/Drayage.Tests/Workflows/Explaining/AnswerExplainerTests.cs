using Drayage.Workflows.Explaining;
using Xunit;

namespace Drayage.Tests.Workflows.Explaining;

public sealed class AnswerExplainerTests
{
    [Theory]
    [InlineData(403, "https://ghcr.io/v2/tidewater/api/blobs/uploads/", "", "ghcr-missing-scope")]
    [InlineData(403, "https://ghcr.io/v2/tidewater/api/blobs/uploads/", "denied: permission_denied: write_package", "ghcr-package-not-linked")]
    [InlineData(405, "https://ghcr.io/tidewater/api/python", "", "python-upload-to-container-registry")]
    [InlineData(400, "https://upload.pypi.org/legacy/", "File already exists ('a.whl')", "pypi-file-exists")]
    [InlineData(403, "https://api.github.com/repos/o/r/releases", "Resource not accessible by integration", "github-read-only-token")]
    [InlineData(404, "https://api.github.com/repos/o/r/releases", "", "github-not-found")]
    [InlineData(401, "https://registry.example.org/v2/", "", "registry-not-logged-in")]
    [InlineData(409, "https://charts.example.org/upload", "", "http-409")]
    [InlineData(503, null, "", "http-5xx")]
    public void An_answer_is_recognised(int status, string? address, string body, string expected) =>
        Assert.Equal(expected, AnswerExplainer.Explain(status, address is null ? null : new Uri(address), body)?.Failure.Id);

    // As HttpFailure and RegistryException word what a delivery met.
    [Theory]
    [InlineData("POST https://upload.pypi.org/legacy/: 400 File already exists ('a.whl', with blake2_256 hash 'aa').", "pypi-file-exists")]
    [InlineData("PUT https://crates.io/api/v1/crates/new: 403 Forbidden (this token does not have the required permissions to perform this action)", "crates-token-scope")]
    [InlineData("POST https://ghcr.io/v2/o/r/blobs/uploads/: 403 Forbidden (DENIED: permission_denied: write_package)", "ghcr-package-not-linked")]
    [InlineData("POST https://api.github.com/repos/o/r/releases: 403 Forbidden (Resource not accessible by integration)", "github-read-only-token")]
    [InlineData("POST https://uploads.github.com/repos/o/r/releases/1/assets: 422 Unprocessable Entity (already_exists: ReleaseAsset name)", "github-asset-exists")]
    [InlineData("GET https://ghcr.io/v2/: the host name ghcr.io cannot be resolved (DNS)", "dns-unknown-host")]
    [InlineData("GET https://registry.example.org/v2/: registry.example.org refused the connection: nothing listens there", "connection-refused")]
    public void What_a_delivery_met_is_recognised(string evidence, string expected) =>
        Assert.Equal(expected, AnswerExplainer.ExplainEvidence(evidence)?.Failure.Id);

    [Fact]
    public void A_success_is_none() => Assert.Null(AnswerExplainer.Explain(200, new Uri("https://ghcr.io/v2/"), ""));
}
