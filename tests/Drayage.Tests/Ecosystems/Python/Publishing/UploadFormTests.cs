using System.Text.Json;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Testing;
using Drayage.Tests.Registries.Python;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

public sealed class UploadFormTests : IDisposable
{
    private const string FullMetadata = """
        Metadata-Version: 2.2
        Name: tide-client
        Version: 1.0.0
        Summary: Tide tables; with umlauts: äöü
        Home-page: https://example.org
        Author: Ann Author
        Author-email: Ann <ann@example.org>
        Maintainer: UNKNOWN
        License: Apache-2.0
        Project-URL: Source, https://example.org/source
        Project-URL: Issues, https://example.org/issues
        Keywords: tide,harbour
        Platform: any
        Platform: linux
        Classifier: Programming Language :: Python :: 3
        Classifier: License :: OSI Approved :: Apache Software License
        Requires-Python: >=3.8
        Requires-Dist: requests (>=2)
        Requires-Dist: rich ; extra == 'pretty'
        Requires-External: libfoo
        Description-Content-Type: text/markdown
        Dynamic: version

        # Tide

        Second paragraph: with a colon.
        """;

    private readonly TemporaryDirectory work = new();

    [Fact]
    public async Task Sends_what_twine_sends_for_a_wheel() => await CompareAsync(SampleDistribution.Wheel(work, "tide-client", "1.0.0", FullMetadata, metadata: FullMetadata));

    [Fact]
    public async Task Sends_what_twine_sends_for_a_source_distribution() => await CompareAsync(SampleDistribution.Source(work, "tide-client", "1.0.0", metadata: FullMetadata));

    [Fact]
    public async Task Newer_fields_go_in_their_own_names()
    {
        var wheel = SampleDistribution.Wheel(work, "tide-client", "1.0.0", metadata: """
            Metadata-Version: 2.4
            Name: tide-client
            Version: 1.0.0
            License-Expression: MIT OR Apache-2.0
            License-File: LICENSE
            License-File: NOTICE
            Provides-Extra: pretty
            Supported-Platform: linux

            """);

        var fields = await FieldsAsync(wheel);

        Assert.Equal(["MIT OR Apache-2.0"], fields["license_expression"]);
        Assert.Equal(["LICENSE", "NOTICE"], fields["license_file"]);
        Assert.Equal(["pretty"], fields["provides_extra"]);
        Assert.Equal(["linux"], fields["supported_platform"]);
        Assert.False(fields.ContainsKey("description"));
    }

    [Theory]
    [InlineData("Description: first\n        second\n        \n          indented\n", "first\nsecond\n\n  indented")]
    [InlineData("Description: first\n       |second\n       |\n       |  indented\n", "first\nsecond\n\n  indented")]
    public async Task A_description_in_the_header_is_unfolded(string header, string description)
    {
        var fields = await FieldsAsync(SampleDistribution.Source(work, "old", "1.0.0", metadata: $"Metadata-Version: 1.2\nName: old\nVersion: 1.0.0\n{header}"));

        Assert.Equal([description], fields["description"]);
    }

    public void Dispose() => work.Dispose();

    private static async Task<Dictionary<string, string[]>> FieldsAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        var file = await DistributionFile.ReadAsync(Path.GetFileName(path), stream, CancellationToken.None);
        stream.Position = 0;
        var digests = await UploadDigests.OfAsync(stream, CancellationToken.None);
        return UploadForm.Fields(file, digests, [])
            .GroupBy(field => field.Key, field => field.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>twine's own account of the file, as far as it knows the fields.</summary>
    private static async Task CompareAsync(string path)
    {
        const string Program = """
            import json, sys
            from twine.package import PackageFile
            data = PackageFile.from_filename(sys.argv[1], None).metadata_dictionary()
            print(json.dumps({k: v if isinstance(v, (list, tuple)) else [v] for k, v in data.items() if v}))
            """;
        var twine = (await Peer.Require("/usr/bin/python3").RunAsync("-c", Program, path)).Succeeded();
        using var json = JsonDocument.Parse(twine.Output);

        var fields = await FieldsAsync(path);

        foreach (var expected in json.RootElement.EnumerateObject())
        {
            var values = expected.Value.EnumerateArray().Select(value => $"{expected.Name}: {value.GetString()!.TrimEnd('\n')}");
            Assert.Equal(values, fields.GetValueOrDefault(expected.Name, []).Select(value => $"{expected.Name}: {value.TrimEnd('\n')}"));
        }

        Assert.Equal(["file_upload"], fields[":action"]);
        Assert.Equal(["1"], fields["protocol_version"]);
        // twine leaves a source distribution's Python version out; the index defines it as "source".
        string[] ours = [":action", "protocol_version", "pyversion"];
        Assert.Equal(json.RootElement.EnumerateObject().Select(field => field.Name).Union(ours).Order(StringComparer.Ordinal), fields.Keys.Order(StringComparer.Ordinal));
    }
}
