using System.Reflection;
using System.Runtime.InteropServices;
using Drayage.Model.Versions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Model.Versions;

public sealed class NuGetVersionTextTests
{
    private static readonly Gen<string> Texts =
        from core in Gen.Choose(1, 4).SelectMany(count => Gen.Elements("0", "1", "2", "10", "01", "2147483647", "2147483648").ListOf(count))
        from labels in Gen.Choose(0, 3).SelectMany(count =>
            Gen.Elements("rc", "RC", "beta", "0", "1", "01", "10", "2147483648", "3000000000", "a-b", "-1", "rc1").ListOf(count))
        from metadata in Gen.Elements("", "", "", "+x", "+1.b")
        select string.Join('.', core) + (labels.Count == 0 ? "" : "-" + string.Join('.', labels)) + metadata;

    [Theory]
    [InlineData("1.0", "1.0.0")]
    [InlineData("1.2.3.0", "1.2.3")]
    [InlineData("4.1.8.2", "4.1.8.2")]
    [InlineData("1.01.1-RC.1+sha", "1.1.1-RC.1")]
    public void Feeds_know_a_package_by_the_normalised_text(string text, string normalised) =>
        Assert.Equal(normalised, NuGetVersionText.Parse(text).Normalized);

    [Theory]
    [InlineData("1.0.0.0.0")]
    [InlineData("1.0.2147483648")]
    [InlineData("1.0.0-")]
    [InlineData("1.0.0-a_b")]
    [InlineData("v1.0.0")]
    public void Other_texts_are_refused(string text) => Assert.False(NuGetVersionText.TryParse(text, out _));

    [Fact]
    public void Case_and_metadata_make_no_other_version() =>
        Assert.Equal(NuGetVersionText.Parse("1.0-RC.1+a"), NuGetVersionText.Parse("1.0.0.0-rc.1"));

    [Fact]
    public void The_dotnet_command_reads_normalises_and_ranks_alike()
    {
        var real = RealNuGetVersion();
        var read = real.GetMethod("TryParse", [typeof(string), real.MakeByRefType()])!;
        var compare = real.GetMethod("CompareTo", [real])!;
        object? previous = null;
        NuGetVersionText? ownPrevious = null;
        foreach (var text in VersionTexts.Sample(Gen.OneOf(Texts, VersionTexts.Damaged(Texts)), 4000, 6))
        {
            object?[] arguments = [text, null];
            var valid = (bool)read.Invoke(null, arguments)!;
            Assert.True(valid == NuGetVersionText.TryParse(text, out var own), $"{text}: NuGet says {(valid ? "valid" : "invalid")}");
            if (!valid)
                continue;
            var version = arguments[1]!;
            Assert.Equal((string)real.GetMethod("ToNormalizedString", [])!.Invoke(version, [])!, own!.Normalized);
            if (previous is not null)
            {
                var expected = Math.Sign((int)compare.Invoke(previous, [version])!);
                Assert.True(expected == Math.Sign(ownPrevious!.CompareTo(own)), $"{previous} against {text}: NuGet says {expected}");
            }
            (previous, ownPrevious) = (version, own);
        }
    }

    /// <summary>The SDK brings the assembly of the real client along; no package is needed for it.</summary>
    private static Type RealNuGetVersion()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var sdks = Path.Combine(root, "sdk");
        var assembly = Directory.Exists(sdks)
            ? Directory.EnumerateDirectories(sdks).Select(sdk => Path.Combine(sdk, "NuGet.Versioning.dll")).LastOrDefault(File.Exists)
            : null;
        if (assembly is null)
            Assert.Skip("no SDK with NuGet.Versioning.dll beside the runtime");
        return Assembly.LoadFrom(assembly).GetType("NuGet.Versioning.NuGetVersion", throwOnError: true)!;
    }
}
