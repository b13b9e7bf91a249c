using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Images;

public sealed class DiffTests
{
    [Fact]
    public async Task Settings_layers_and_files_that_differ_are_told()
    {
        using var sample = await SampleLayout.CreateAsync();
        var told = (await sample.Drayage.RunAsync("image", "diff", $"oci:{sample.Path}:old", $"oci:{sample.Path}:new")).Ended(1).Output;
        Assert.Contains("linux/amd64: differs", told, StringComparison.Ordinal);
        Assert.Contains("~ env LEVEL: 1 → 2", told, StringComparison.Ordinal);
        Assert.Contains("~ label stage: old → new", told, StringComparison.Ordinal);
        Assert.Contains("layers: 1 in common", told, StringComparison.Ordinal);
        Assert.Contains("+ opt/added", told, StringComparison.Ordinal);
        Assert.Contains("- etc/gone", told, StringComparison.Ordinal);
        Assert.Contains("~ etc/motd  8 B → 9 B", told, StringComparison.Ordinal);
        Assert.DoesNotContain("usr/share/data", told, StringComparison.Ordinal);

        var document = (await sample.Drayage.RunAsync("image", "diff", $"oci:{sample.Path}:old", $"oci:{sample.Path}:new", "--json")).Ended(1).Json();
        var files = document.GetProperty("platforms")[0].GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("path").GetString()!, file => file.GetProperty("change").GetString());
        Assert.Equal("removed", files["etc/gone"]);
        Assert.Equal("changed", files["etc/motd"]);
        Assert.Equal("added", files["opt/added"]);
    }

    [Fact]
    public async Task The_same_content_is_the_same_however_it_is_packed()
    {
        using var sample = await SampleLayout.CreateAsync();
        await using var registry = await DockerRegistry.StartAsync();
        var pushed = $"{registry.Authority}/acme/tool:1";
        (await sample.Drayage.RunAsync("image", "copy", $"oci:{sample.Path}:new", pushed, sample["image.tar"])).Ended(0);
        (await sample.Drayage.RunAsync("image", "diff", $"oci:{sample.Path}:new", pushed)).Ended(0);
        var told = (await sample.Drayage.RunAsync("image", "diff", pushed, $"docker-archive:{sample["image.tar"]}")).Ended(0);
        Assert.Contains("the same content under two manifests", told.Output, StringComparison.Ordinal);
        (await sample.Drayage.RunAsync("image", "diff", pushed, $"oci:{sample.Path}:old", "--no-files")).Ended(1);
    }
}
