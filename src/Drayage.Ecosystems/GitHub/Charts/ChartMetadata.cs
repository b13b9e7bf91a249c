using System.Formats.Tar;
using System.IO.Compression;
using Drayage.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.GitHub.Charts;

/// <summary>Reads what a packed chart says of itself.</summary>
internal static class ChartMetadata
{
    private const int LargestFile = 4 * 1024 * 1024;

    /// <summary>The content of the chart's Chart.yaml; with API version 1 the dependencies of requirements.yaml are added, as Helm does.</summary>
    /// <param name="package">The <c>.tgz</c>.</param>
    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="ReleaseException">It is no packed chart.</exception>
    public static async Task<YamlMappingNode> ReadAsync(Stream package, string name, CancellationToken cancellationToken)
    {
        try
        {
            YamlMappingNode? chart = null, requirements = null;
            await using var unpacked = new GZipStream(package, CompressionMode.Decompress, leaveOpen: true);
            await using var tar = new TarReader(unpacked);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                // Charts within the chart stand deeper.
                if (entry.Name.Split('/') is not [_, var file] || entry.Length > LargestFile)
                    continue;
                if (file == "Chart.yaml")
                    chart = Mapping(entry);
                else if (file == "requirements.yaml")
                    requirements = Mapping(entry);
            }

            if (chart is null)
                throw new InvalidDataException("it holds no Chart.yaml");
            if (requirements?.Children.TryGetValue(new YamlScalarNode(Dependencies), out var listed) == true)
                chart.Children.TryAdd(new YamlScalarNode(Dependencies), listed);
            return chart;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or YamlException or EndOfStreamException)
        {
            throw new ReleaseException(ExitCode.Refused, $"{name} is no packed chart", unreadable.Message, "pack it again: drayage release");
        }
    }

    private const string Dependencies = "dependencies";

    private static YamlMappingNode? Mapping(TarEntry entry)
    {
        if (entry.DataStream is not { } content)
            return null;
        var stream = new YamlStream();
        stream.Load(new StreamReader(content));
        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode as YamlMappingNode;
    }
}
