using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

public sealed class PythonIndexDestinationTests
{
    private readonly PythonIndexDestination kind = new();

    [Fact]
    public void A_well_known_name_gives_both_addresses()
    {
        var (settings, problems) = DeliveryContexts.Read(kind, "pypi", ("upload", "pypi"), ("token", "env:PYPI_TOKEN"));

        var python = Assert.IsType<PythonIndexSettings>(settings);
        Assert.Empty(problems);
        Assert.Equal("https://upload.pypi.org/legacy/", python.Upload.AbsoluteUri);
        Assert.Equal("https://pypi.org/simple/", python.Index.AbsoluteUri);
        Assert.Equal("__token__", python.Username);
    }

    [Fact]
    public void Without_any_credential_the_job_is_trusted_and_a_consignment_says_where_its_attestations_are()
    {
        var (settings, problems) = DeliveryContexts.Read(kind, "pypi", ("upload", "pypi"), ("attestations", "dist"));
        var context = DeliveryContexts.Of(DeliveryContexts.Component("client", "1.2.0", "tide", [], (ArtifactKind.Wheel, "tide-1.2.0-py3-none-any.whl")));

        Assert.Empty(problems);
        Assert.Null(((PythonIndexSettings)settings).Secret);
        Assert.Equal("dist", Assert.Single(kind.Plan(settings, context)).Options["attestations"]);
    }

    [Fact]
    public void An_address_without_its_slash_gets_one_and_a_known_one_its_index()
    {
        var (settings, _) = DeliveryContexts.Read(kind, "test", ("upload", "https://test.pypi.org/legacy"), ("token", "env:T"));

        Assert.Equal("https://test.pypi.org/legacy/", ((PythonIndexSettings)settings).Upload.AbsoluteUri);
        Assert.Equal("https://test.pypi.org/simple/", ((PythonIndexSettings)settings).Index.AbsoluteUri);
    }

    [Theory]
    [InlineData("upload=https://example.org/legacy/;token=env:T", "destination 'x' lacks 'index'")]
    [InlineData("upload=pypi;token=env:T;pypirc-section=own", "destination 'x' has both 'token' and 'pypirc-section'")]
    [InlineData("upload=pypi;pypirc=p;trusted-publishing=true", "destination 'x' has both 'pypirc' and 'trusted-publishing'")]
    [InlineData("upload=pypi;token=env:T;trusted-publishing=true", "destination 'x' has both 'token' and 'trusted-publishing'")]
    [InlineData("upload=pypi;token=env:T;attestations=dist", "destination 'x' has both 'token' and 'attestations'")]
    [InlineData("upload=pypi;attestations=../dist", "'../dist' is no directory in the repository")]
    [InlineData("upload=pypi;token=env:T;password=env:P", "destination 'x' has both 'token' and 'password'")]
    [InlineData("upload=warehouse;token=env:T", "'warehouse' is neither an address nor one of pypi, testpypi")]
    [InlineData("upload=https://me:secret@example.org/;token=env:T", "the address holds a user or a password; name them by username and password")]
    public void Mistakes_are_told(string keys, string message)
    {
        var entries = keys.Split(';').Select(pair => (pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..])).ToArray();

        var (_, problems) = DeliveryContexts.Read(kind, "x", entries);

        Assert.Equal(message, Assert.Single(problems).Message);
    }

    [Fact]
    public void One_consignment_a_component_with_wheels_before_sources_and_nothing_else()
    {
        var (settings, _) = DeliveryContexts.Read(kind, "pypi", ("upload", "pypi"), ("token", "env:T"));
        var context = DeliveryContexts.Of(
            DeliveryContexts.Component("client", "1.2.0-rc.1", "tide_client", [],
                (ArtifactKind.SourceDistribution, "tide_client-1.2.0rc1.tar.gz"), (ArtifactKind.Archive, "x.zip"), (ArtifactKind.Wheel, "tide_client-1.2.0rc1-*.whl")),
            DeliveryContexts.Component("server", "1.2.0-rc.1", "server", [], (ArtifactKind.Archive, "server.tar.gz")));

        var planned = Assert.Single(kind.Plan(settings, context));

        Assert.Equal("pypi/tide_client", planned.Id);
        Assert.Equal("1.2.0rc1", planned.Version);
        Assert.Equal("https://upload.pypi.org/legacy/", planned.Address);
        Assert.Equal(["tide_client-1.2.0rc1-*.whl", "tide_client-1.2.0rc1.tar.gz"], planned.Artifacts);
        Assert.Empty(planned.Points);
    }

    [Fact]
    public void A_local_version_is_refused_before_anything_is_built()
    {
        var (settings, _) = DeliveryContexts.Read(kind, "pypi", ("upload", "pypi"), ("token", "env:T"));
        var context = DeliveryContexts.Of(DeliveryContexts.Component("client", "1.2.0+build.5", "tide", [], (ArtifactKind.Wheel, "w.whl")));

        var refused = Assert.Throws<ReleaseException>(() => kind.Plan(settings, context));

        Assert.Contains("takes no local versions", refused.Because, StringComparison.Ordinal);
        Assert.StartsWith("drayage.yaml:4:5", refused.Because, StringComparison.Ordinal);
    }
}
