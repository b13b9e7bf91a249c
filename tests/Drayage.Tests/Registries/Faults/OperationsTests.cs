using System.Text.RegularExpressions;
using Drayage.Registries.Faults.Routing;
using Drayage.Tests.Architecture;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Tests.Registries.Faults;

public sealed partial class OperationsTests
{
    [Theory]
    [InlineData("GET", "/v2/", "oci ping")]
    [InlineData("GET", "/token?service=x&scope=repository:ghcr.io/o/app:pull,push", "oci token ghcr.io/o/app")]
    [InlineData("GET", "/v2/_catalog", "oci list")]
    [InlineData("GET", "/v2/ghcr.io/o/app/tags/list", "oci list ghcr.io/o/app")]
    [InlineData("GET", "/v2/o/app/referrers/sha256:aa", "oci list o/app")]
    [InlineData("HEAD", "/v2/o/app/blobs/sha256:aa", "oci blob-probe o/app")]
    [InlineData("GET", "/v2/o/app/blobs/sha256:aa", "oci blob-get o/app")]
    [InlineData("DELETE", "/v2/o/app/blobs/sha256:aa", "oci blob-delete o/app")]
    [InlineData("POST", "/v2/o/app/blobs/uploads/", "oci blob-upload o/app")]
    [InlineData("PATCH", "/v2/o/app/blobs/uploads/1", "oci blob-upload o/app")]
    [InlineData("PUT", "/v2/o/app/blobs/uploads/1?digest=sha256:aa", "oci blob-upload o/app")]
    [InlineData("GET", "/v2/o/app/blobs/uploads/1", "oci upload-status o/app")]
    [InlineData("HEAD", "/v2/o/app/manifests/1.0", "oci manifest-probe o/app")]
    [InlineData("GET", "/v2/o/app/manifests/1.0", "oci manifest-get o/app")]
    [InlineData("PUT", "/v2/o/app/manifests/1.0", "oci tag-put o/app")]
    [InlineData("PUT", "/v2/o/app/manifests/sha256:aa", "oci manifest-put o/app")]
    [InlineData("DELETE", "/v2/o/app/manifests/1.0", "oci manifest-delete o/app")]
    // A repository may be called what the specification calls its parts.
    [InlineData("PUT", "/v2/manifests/blobs/manifests/1.0", "oci tag-put manifests/blobs")]
    [InlineData("GET", "/python/pypi/simple/tide/", "python index-get pypi")]
    [InlineData("GET", "/python/pypi/files/tide/tide-1.0.tar.gz", "python file-get pypi")]
    [InlineData("POST", "/python/pypi/legacy/", "python file-upload pypi")]
    [InlineData("POST", "/_/oidc/mint-token", "python token")]
    [InlineData("GET", "/nuget/main/v3/index.json", "nuget index-get main")]
    [InlineData("GET", "/nuget/main/v3/flatcontainer/tide/index.json", "nuget versions-get main")]
    [InlineData("GET", "/nuget/main/v3/flatcontainer/tide/1.0.0/tide.1.0.0.nupkg", "nuget package-get main")]
    [InlineData("GET", "/nuget/main/v3/registration/tide/1.0.0.json", "nuget metadata-get main")]
    [InlineData("GET", "/nuget/main/v3/query?q=tide", "nuget metadata-get main")]
    [InlineData("PUT", "/nuget/main/api/v2/package/", "nuget package-push main")]
    [InlineData("DELETE", "/nuget/main/api/v2/package/Tide/1.0.0", "nuget package-unlist main")]
    [InlineData("POST", "/nuget/main/api/v2/package/Tide/1.0.0", "nuget package-relist main")]
    [InlineData("PUT", "/nuget/main/api/v2/symbolpackage/", "nuget symbols-push main")]
    [InlineData("GET", "/nuget/main/api/v2/symbolpackage/Tide/1.0.0", "nuget symbols-get main")]
    [InlineData("POST", "/nuget/main/api/v2/token", "nuget token main")]
    [InlineData("GET", "/npm/main/tide", "npm package-get main")]
    [InlineData("GET", "/npm/main/@tide%2fclient?write=true", "npm package-get main")]
    [InlineData("GET", "/npm/main/tide/-/tide-1.0.0.tgz", "npm tarball-get main")]
    [InlineData("GET", "/npm/main/@tide/client/-/client-1.0.0.tgz", "npm tarball-get main")]
    [InlineData("PUT", "/npm/main/@tide%2fclient", "npm publish main")]
    [InlineData("PUT", "/npm/main/tide/-rev/2-a", "npm unpublish main")]
    [InlineData("DELETE", "/npm/main/tide/-/tide-1.0.0.tgz/-rev/2-a", "npm unpublish main")]
    [InlineData("GET", "/npm/main/-/package/@tide%2fclient/dist-tags", "npm tag-get main")]
    [InlineData("PUT", "/npm/main/-/package/tide/dist-tags/latest", "npm tag-put main")]
    [InlineData("DELETE", "/npm/main/-/package/tide/dist-tags/next", "npm tag-delete main")]
    [InlineData("GET", "/npm/main/-/whoami", "npm account main")]
    [InlineData("GET", "/crates/main/index/config.json", "crates config-get main")]
    [InlineData("GET", "/crates/main/index/ti/de/tide", "crates index-get main")]
    [InlineData("GET", "/crates/main/dl/tide/1.0.0/download", "crates crate-get main")]
    [InlineData("PUT", "/crates/main/api/v1/crates/new", "crates crate-publish main")]
    [InlineData("DELETE", "/crates/main/api/v1/crates/tide/1.0.0/yank", "crates crate-yank main")]
    [InlineData("PUT", "/crates/main/api/v1/crates/tide/owners", "crates owners-edit main")]
    [InlineData("GET", "/crates/main/api/v1/me", "crates crates-get main")]
    [InlineData("POST", "/crates/main/api/v1/trusted_publishing/tokens", "crates token main")]
    [InlineData("GET", "/api/v3/user", "github repository-get")]
    [InlineData("GET", "/api/v3/repos/o/r", "github repository-get o/r")]
    [InlineData("PUT", "/api/v3/repos/o/r/immutable-releases", "github repository-edit o/r")]
    [InlineData("GET", "/api/v3/repos/o/r/releases/tags/v1", "github release-get o/r")]
    [InlineData("POST", "/api/v3/repos/o/r/releases", "github release-create o/r")]
    [InlineData("PATCH", "/api/v3/repos/o/r/releases/7", "github release-publish o/r")]
    [InlineData("DELETE", "/api/v3/repos/o/r/releases/7", "github release-delete o/r")]
    [InlineData("POST", "/api/uploads/repos/o/r/releases/7/assets?name=a", "github asset-upload o/r")]
    [InlineData("GET", "/api/v3/repos/o/r/releases/assets/9", "github asset-get o/r")]
    [InlineData("DELETE", "/api/v3/repos/o/r/releases/assets/9", "github asset-delete o/r")]
    [InlineData("PATCH", "/api/v3/repos/o/r/releases/assets/9", "github asset-edit o/r")]
    [InlineData("GET", "/o/r/releases/download/v1/a.zip", "github asset-get o/r")]
    [InlineData("GET", "/o/r/releases/latest/download/a.zip", "github asset-get o/r")]
    [InlineData("GET", "/api/v3/repos/o/r/git/ref/tags/v1", "github ref-get o/r")]
    [InlineData("POST", "/api/v3/repos/o/r/git/refs", "github ref-put o/r")]
    [InlineData("DELETE", "/api/v3/repos/o/r/git/refs/tags/v1", "github ref-delete o/r")]
    [InlineData("POST", "/api/v3/repos/o/r/dispatches", "github dispatch o/r")]
    [InlineData("POST", "/api/v3/repos/o/r/actions/workflows/w/dispatches", "github dispatch o/r")]
    [InlineData("GET", "/api/v3/repos/o/r/issues?state=all", "github issue-get o/r")]
    [InlineData("POST", "/api/v3/repos/o/r/issues/7/comments", "github issue-write o/r")]
    [InlineData("POST", "/hooks/slack/chat/token", "hooks message-post slack/chat")]
    [InlineData("GET", "/hooks/slack/chat", "hooks message-get slack/chat")]
    [InlineData("POST", "/api/graphql", "github graphql")]
    [InlineData("GET", "/elsewhere", null)]
    public void Requests_are_named(string method, string target, string? expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Path = target.Split('?')[0];
        request.QueryString = target.Contains('?', StringComparison.Ordinal) ? new QueryString(target[target.IndexOf('?', StringComparison.Ordinal)..]) : default;

        var operation = Operations.Of(request);

        Assert.Equal(expected, operation is null ? null : $"{operation.Protocol} {operation.Name} {operation.Place}".TrimEnd());
        if (operation is not null)
            Assert.Contains(operation.Name, Operations.Names[operation.Protocol]);
    }

    [Fact]
    public void The_page_names_every_protocol_and_operation()
    {
        string[] page = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "embedded-registries.md"));
        var down = Assert.Single(page, line => line.StartsWith("| `down:NAME`", StringComparison.Ordinal));
        Assert.All(Operations.Protocols, protocol =>
        {
            Assert.Contains($"`{protocol.Name}`", down, StringComparison.Ordinal);
            var row = Assert.Single(page, line => line.StartsWith($"| `{protocol.Name}` |", StringComparison.Ordinal));
            Assert.Equal(protocol.Operations.Order(StringComparer.Ordinal), Quoted().Matches(row).Skip(1).Select(name => name.Groups[1].Value).Order(StringComparer.Ordinal));
        });
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
