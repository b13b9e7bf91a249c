using System.Collections.Immutable;
using Drayage.Ecosystems.Containers;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Building;
using Xunit;

namespace Drayage.Tests.Ecosystems.Containers.Building;

public sealed class ContainerBuilderTests : IDisposable
{
    private static readonly TargetPlatform Amd64 = new("linux", "amd64");
    private static readonly TargetPlatform Arm64 = new("linux", "arm64", "v8");

    private readonly ForeignTree tree = new() { { "deploy/tide.conf", "a" }, { "deploy/scripts/start.sh", "#!/bin/sh\n" }, { "deploy/scripts/deep/x", "" } };

    public ContainerBuilderTests()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tree.Tree.FullPath("deploy/scripts/start.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => tree.Dispose();

    [Fact]
    public void An_image_takes_up_the_programs_of_its_platforms_and_files()
    {
        var image = Plan(Settings() with
        {
            Platforms = [Amd64, new TargetPlatform("linux", "arm64")],
            Files = Settings().Files.Add("/etc/tide/", "deploy/tide.conf").Add("/opt", "deploy/scripts"),
        });
        Assert.Equal(("it", "it-1.2.3"), (image.Repository, image.Output.Text));
        Assert.Equal(["linux/amd64", "linux/arm64"], image.Platforms.Select(platform => platform.Platform.ToString()));
        Assert.Equal(
            [
                "etc/tide/tide.conf 644 RepositoryFile { Path = deploy/tide.conf }",
                "opt/deep/x 644 RepositoryFile { Path = deploy/scripts/deep/x }",
                "opt/start.sh 755 RepositoryFile { Path = deploy/scripts/start.sh }",
                "usr/bin/tide 755 StepOutput { Step = server/binary/arm64, Output = tide }",
            ],
            image.Platforms[1].Files.Select(file => $"{file.Path} {Convert.ToString(file.Mode, 8)} {file.Source}"));
        Assert.Equal(["/usr/bin/tide"], image.Settings.Config.Entrypoint);
        Assert.Equal(
            ("1.2.3", "https://github.com/example/harbour", "2023-11-14T22:13:20Z"),
            (image.Settings.Annotations["org.opencontainers.image.version"], image.Settings.Config.Labels["org.opencontainers.image.source"], image.Settings.Annotations["org.opencontainers.image.created"]));
    }

    [Fact]
    public void What_is_missing_is_refused_with_a_hint()
    {
        Assert.Contains("no program for linux/s390x", Refusal(Settings() with { Platforms = [new TargetPlatform("linux", "s390x")] }));
        Assert.Contains("other, from which it takes programs, is not part of this release", Refusal(Settings() with { From = [ComponentId.Parse("other")] }));
        Assert.Contains("gone.conf is no file", Refusal(Settings() with { Files = Settings().Files.Add("/x", "gone.conf") }));
        Assert.Contains("two files have the path /usr/bin/tide", Refusal(Settings() with { Files = Settings().Files.Add("/usr/bin/tide", "deploy/tide.conf") }));
    }

    [Fact]
    public void Modes_and_owners_are_as_set_and_not_otherwise()
    {
        var image = Plan(Settings() with
        {
            Files = Settings().Files.Add("/etc/tide/", "deploy/tide.conf").Add("/opt", "deploy/scripts"),
            Directories = ["/data", "/opt"],
            Modes = ImmutableSortedDictionary<string, int>.Empty.Add("/etc/tide/tide.conf", 0b110_100_000).Add("/data", 0b111_101_000),
            Owners = ImmutableSortedDictionary<string, PathOwner>.Empty.Add("/data", new PathOwner(65532, 65532)).Add("/opt/deep", new PathOwner(7, 8)),
        });
        Assert.Equal(
            ["etc/tide/tide.conf 640 0:0", "opt/deep/x 644 7:8", "opt/start.sh 755 0:0", "usr/bin/tide 755 0:0"],
            image.Platforms[0].Files.Select(file => $"{file.Path} {Convert.ToString(file.Mode, 8)} {file.UserId}:{file.GroupId}"));
        Assert.Equal(
            ["data 750 65532:65532", "opt 755 0:0", "opt/deep 755 7:8"],
            image.Settings.Directories.Select(made => $"{made.Path} {Convert.ToString(made.Mode, 8)} {made.UserId}:{made.GroupId}"));
        Assert.Contains("name /nowhere", Refusal(Settings() with { Modes = ImmutableSortedDictionary<string, int>.Empty.Add("/nowhere", 0) }));
    }

    private string Refusal(ContainerSettings settings) => Assert.Throws<ReleaseException>(() => Plan(settings)).Because!;

    private static ContainerSettings Settings() => new()
    {
        Platforms = [Amd64],
        From = [ComponentId.Parse("server")],
        Files = ImmutableSortedDictionary<string, string>.Empty,
        BinaryPath = "/usr/bin",
    };

    private PackStep.Image Plan(ContainerSettings settings)
    {
        var server = ComponentId.Parse("server");
        var planned = new Dictionary<ComponentId, ComponentSteps>
        {
            [server] = new() { Builds = [Step("amd64", Amd64), Step("arm64", Arm64)] },
        };
        var context = Builds.Context(tree, new ContainerEcosystem(), settings, "", "1.2.3", planned);
        return Assert.IsType<PackStep.Image>(new ContainerEcosystem().Builder.Plan(context).Packs.Single());

        BuildStep Step(string name, TargetPlatform platform) => new()
        {
            Id = $"server/binary/{name}",
            Component = server,
            Ecosystem = "go",
            Platform = platform,
            Inputs = [],
            Outputs = [new PlannedOutput { Kind = "binary", Name = "tide", Path = "${out}/tide" }],
        };
    }
}
