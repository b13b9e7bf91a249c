using System.Collections.Immutable;
using Drayage.Ecosystems.Cargo.Publishing;
using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Publishing;
using Drayage.Tests.Ecosystems.Cargo.Publishing;
using Xunit;

namespace Drayage.Tests.Ecosystems;

/// <summary>How each kind of destination says that its consignments are installed.</summary>
public sealed class InstallTextTests
{
    private static readonly ImmutableDictionary<string, IDestinationKind> Kinds =
        new IDestinationKind[] { new GitHubDestination(), new OciDestination(), new PythonIndexDestination(), new CratesDestination() }.ToImmutableDictionary(kind => kind.Kind);

    [Fact]
    public void Images_are_pulled_from_every_registry_and_charts_are_installed()
    {
        var image = DeliveryContexts.Component("server", "1.4.0-rc.1", "server", [], (ArtifactKind.Image, "server-image"));
        var chart = DeliveryContexts.Component("chart", "1.4.0+build.5", "tide", [], (ArtifactKind.OciArtifact, "tide-oci"));
        chart = chart with { Component = chart.Component with { Ecosystem = "helm" } };

        var text = Write(
            [image, chart], new OciDestination(), ("ghcr", [("registry", "ghcr.io/example")]), ("hub", [("registry", "docker.io/example")]));

        Assert.Equal(
            """
            **Container image from ghcr.io**

            ```sh
            docker pull ghcr.io/example/server:1.4.0-rc.1
            ```

            **Helm chart from ghcr.io**

            ```sh
            helm install tide oci://ghcr.io/example/tide --version 1.4.0+build.5
            ```

            **Container image from docker.io**

            ```sh
            docker pull docker.io/example/server:1.4.0-rc.1
            ```

            **Helm chart from docker.io**

            ```sh
            helm install tide oci://docker.io/example/tide --version 1.4.0+build.5
            ```

            """.ReplaceLineEndings("\n"), text);
    }

    [Theory]
    [InlineData("https://upload.pypi.org/legacy/", "https://pypi.org/simple/", "**Python package from PyPI**", "pip install tide==1.4.0rc1\n")]
    [InlineData("https://test.pypi.org/legacy/", "https://test.pypi.org/simple/", "**Python package from TestPyPI**", "pip install --index-url https://test.pypi.org/simple/ tide==1.4.0rc1\n")]
    [InlineData("https://python.example.org/upload/", "https://python.example.org/simple/", "**Python package from wheels**", "pip install --index-url https://python.example.org/simple/ tide==1.4.0rc1\n")]
    public void Python_packages_name_their_index_unless_it_is_the_default(string upload, string index, string heading, string command)
    {
        var wheel = DeliveryContexts.Component("client", "1.4.0-rc.1", "tide", [], (ArtifactKind.Wheel, "tide-*.whl"));

        var text = Write([wheel], new PythonIndexDestination(), ("wheels", [("upload", upload), ("index", index), ("token", "env:TOKEN")]));

        Assert.StartsWith(heading, text, StringComparison.Ordinal);
        Assert.Contains(command, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Python_packages_in_a_registry_are_installed_from_one_index_over_their_namespace()
    {
        var text = Write([Client("tide"), Client("moon"), Client("sun", "star")], new OciDestination(), ("ghcr", [("registry", "ghcr.io/example/python")]));

        Assert.Equal(
            """
            **Python package from ghcr.io/example/python**

            ```sh
            drayage python-index serve --from oci://ghcr.io/example/python --listen 127.0.0.1:8080 &
            pip install --index-url http://127.0.0.1:8080/simple/ tide==1.4.0rc1
            pip install --index-url http://127.0.0.1:8080/simple/ moon==1.4.0rc1
            ```

            **Python package from ghcr.io/example/python/star**

            ```sh
            drayage python-index serve --from oci://ghcr.io/example/python/star --listen 127.0.0.1:8080 &
            pip install --index-url http://127.0.0.1:8080/simple/ sun==1.4.0rc1
            ```

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Python_packages_in_releases_are_installed_from_the_index_over_them_where_there_is_one()
    {
        (string, string)[] releases = [("repository", "example/tide")];

        Assert.DoesNotContain("pip install", Write([Client()], new GitHubDestination(), ("github", releases)), StringComparison.Ordinal);
        var text = Write([Client()], new GitHubDestination(), ("github", [.. releases, ("python-index", "https://example.github.io/tide")]));
        Assert.StartsWith(
            "**Python package from GitHub**\n\n```sh\npip install --index-url https://example.github.io/tide/simple/ tide==1.4.0rc1\n```\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "pip install", Write([Client()], new GitHubDestination(), ("github", [.. releases, ("python-index", "https://example.github.io/tide"), ("rolling", "edge")])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crates-io", ProductKind.Library, "**Rust crate from crates.io**", "cargo add tide@1.4.0-rc.1\n")]
    [InlineData("crates-io", ProductKind.Binary, "**Rust crate from crates.io**", "cargo install --locked tide@1.4.0-rc.1\n")]
    [InlineData("team", ProductKind.Library, "**Rust crate from crates**", "cargo add tide@1.4.0-rc.1 --registry team --config 'registries.team.index=\"sparse+https://x.example/\"'\n")]
    public void Crates_are_added_or_installed_from_their_registry(string registry, string product, string heading, string command)
    {
        var crate = DeliveryContexts.Component("tide", "1.4.0-rc.1", "tide", [], (ArtifactKind.Crate, "tide-1.4.0-rc.1.crate")) with
        {
            Package = CrateDelivery.Manifest("tide", new Publishability(true, "default")) with { Products = [new Product(product, "tide")] },
        };

        var text = Write([crate], new CratesDestination(), ("crates", [("registry", registry), ("index", "sparse+https://x.example/")]));

        Assert.StartsWith(heading, text, StringComparison.Ordinal);
        Assert.Contains(command, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_are_listed_with_how_to_check_them_and_names_that_only_the_build_knows_are_left_out()
    {
        var cli = DeliveryContexts.Component("cli", "1.4.0", "cli", [], (ArtifactKind.Archive, "cli-1.4.0-linux-amd64.tar.gz"), (ArtifactKind.Archive, "cli-*.zip"));

        var text = Write([cli], new GitHubDestination(), ("github", [("repository", "example/tide")]));

        Assert.Contains("[cli-1.4.0-linux-amd64.tar.gz](https://github.com/example/tide/releases/download/v1.4.0/cli-1.4.0-linux-amd64.tar.gz)", text, StringComparison.Ordinal);
        Assert.Contains("sha256sum --check --ignore-missing SHA256SUMS\n", text, StringComparison.Ordinal);
        Assert.Contains("curl -fLO https://github.com/example/tide/raw/v1.4.0/keys/tide.pub\ndrayage verify waybill.dsse.json --key tide.pub\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('*', text.Replace("**", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rolling_release_has_its_files_under_the_names_that_they_get_there()
    {
        var cli = DeliveryContexts.Component("cli", "1.4.0", "cli", [], (ArtifactKind.Archive, "cli.tar.gz"));

        var text = Write([cli], new GitHubDestination(), ("github", [("repository", "example/tide"), ("rolling", "edge")]));

        Assert.Contains("sha256sum --check --ignore-missing SHA256SUMS-0123456789ab\n", text, StringComparison.Ordinal);
        Assert.Contains("/releases/download/edge/waybill-0123456789ab.dsse.json\n", text, StringComparison.Ordinal);
    }

    private static ComponentDelivery Client(string package = "tide", string? repository = null)
    {
        var client = DeliveryContexts.Component(package, "1.4.0-rc.1", package, [], (ArtifactKind.OciArtifact, $"{package}-1.4.0rc1-oci"));
        return client with
        {
            Component = client.Component with { Ecosystem = EcosystemName.Python, NativeVersion = "1.4.0rc1" },
            Artifacts = [.. client.Artifacts.Select(artifact => artifact with { Repository = repository })],
        };
    }

    private static string Write(ComponentDelivery[] components, IDestinationKind kind, params (string Id, (string, string)[] Entries)[] destinations)
    {
        // What plans leave to the planner: places in registries, and the file of checksums.
        components = [.. components.Select(c => c with { Artifacts = [.. c.Artifacts.Select(a => a with { Repository = a.Repository ?? c.Component.Package })] })];
        var context = DeliveryContexts.Of(components) with { Checksums = ImmutableDictionary<string, string>.Empty.Add("v1.4.0", "SHA256SUMS") };
        var planned = destinations.SelectMany(destination => kind.Plan(DeliveryContexts.Read(kind, destination.Id, destination.Entries).Settings, context));
        var checksums = new PlannedArtifact("SHA256SUMS", ArtifactKind.Checksums, null, null, "checksums");
        return InstallText.Of(
            InstallableConsignment.Of(planned, components.Select(c => c.Component), [.. components.SelectMany(c => c.Artifacts), checksums], "keys/tide.pub"), Kinds);
    }
}
