using System.Collections.Immutable;
using Drayage.Ecosystems.Containers;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration.Reading;
using Xunit;

namespace Drayage.Tests.Ecosystems.Containers;

public sealed class ContainerSettingsTests
{
    [Fact]
    public void Every_part_of_an_image_s_configuration_can_be_set()
    {
        var (settings, problems) = Read("""
            files: {/app: app}
            base: "oci:base:1"
            healthcheck: {command: [/app/tool, ok], interval: 1m30s, timeout: 500ms, start-period: 10s, retries: 4}
            directories: [/data]
            modes: {/data: "0750"}
            owners: {/data: "65532:65533"}
            remove: /etc/motd
            format: docker
            file-times: commit
            """);
        Assert.Empty(problems);
        Assert.Equal(["CMD", "/app/tool", "ok"], settings.Healthcheck!.Test);
        Assert.Equal((90, 500, 4), ((int)settings.Healthcheck.Interval!.Value.TotalSeconds, (int)settings.Healthcheck.Timeout!.Value.TotalMilliseconds, settings.Healthcheck.Retries));
        Assert.Equal((0b111_101_000, new PathOwner(65532, 65533)), (settings.Modes["/data"], settings.Owners["/data"]));
        Assert.Equal(["/etc/motd"], settings.Removed);
        Assert.Equal((ImageFormat.Docker, LayerCompression.Gzip, FileTimes.Commit), (settings.Format, settings.Compression, settings.FileTimes));
    }

    [Theory]
    [InlineData("healthcheck: {shell: curl, off: true}", "checks in two ways")]
    [InlineData("healthcheck: {interval: 3s}", "checks nothing")]
    [InlineData("healthcheck: {shell: x, interval: 3}", "'3' is no time")]
    [InlineData("healthcheck: {shell: x, interval: 3s1m}", "'3s1m' is no time")]
    [InlineData("healthcheck: {shell: x, retries: -1}", "'-1' is no number of retries")]
    [InlineData("modes: {/app: \"0999\"}", "'0999' is no mode")]
    [InlineData("modes: {/app: \"17777\"}", "'17777' is no mode")]
    [InlineData("owners: {/app: root}", "'root' is no owner")]
    [InlineData("owners: {../app: \"1:1\"}", "'../app' is no absolute path")]
    [InlineData("directories: data", "'data' is no absolute path")]
    [InlineData("workdir: app", "'app' is no absolute path")]
    [InlineData("remove: [/etc/motd]", "nothing can be removed")]
    [InlineData("{format: docker, compression: zstd}", "no zstd layers")]
    [InlineData("compression: lzma", "'lzma' is none of gzip, zstd")]
    public void Mistakes_are_told_with_their_place(string yaml, string message)
    {
        var (_, problems) = Read(yaml.StartsWith('{') ? yaml.Insert(1, "files: {/app: app}, ") : "files: {/app: app}\n" + yaml);
        Assert.Contains(problems, problem => problem.ToString()!.Contains(message, StringComparison.Ordinal));
    }

    private static (ContainerSettings Settings, ImmutableArray<ConfigProblem> Problems) Read(string yaml)
    {
        var problems = new ConfigProblems();
        var node = YamlReader.Read(yaml, "drayage.yaml")!;
        var settings = SectionReader.Read(node, ContainerSettings.Section, problems, reader => (ContainerSettings)new ContainerEcosystem().Read(reader))!;
        return (settings, problems.All);
    }
}
