using System.IO.Compression;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>A wheel or a source distribution, as far as its upload must describe it.</summary>
/// <param name="FileType"><c>bdist_wheel</c> or <c>sdist</c>.</param>
/// <param name="PythonTag">The wheel's Python tag, such as <c>py3</c>; <c>source</c> for a source distribution.</param>
internal sealed record DistributionFile(string FileType, string PythonTag, CoreMetadata Metadata)
{
    private const string WheelEnding = ".whl";
    private const string SourceEnding = ".tar.gz";
    private const int LargestMetadata = 16 * 1024 * 1024;

    /// <summary>Looks into the file.</summary>
    /// <exception cref="DeliveryException">It is neither, or holds no metadata.</exception>
    public static async Task<DistributionFile> ReadAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            if (name.EndsWith(WheelEnding, StringComparison.Ordinal))
                return new DistributionFile("bdist_wheel", PythonTagOf(name), await FromWheelAsync(name, content, cancellationToken));
            if (name.EndsWith(SourceEnding, StringComparison.Ordinal))
                return new DistributionFile("sdist", "source", await FromSourceAsync(name, content, cancellationToken));
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw Refuse(name, broken.Message);
        }

        throw Refuse(name, $"its name ends neither in {WheelEnding} nor in {SourceEnding}");
    }

    // distribution-version(-build)?-python-abi-platform.whl
    private static string PythonTagOf(string name) => name[..^WheelEnding.Length].Split('-') is { Length: 5 or 6 } parts
        ? parts[^3]
        : throw Refuse(name, "a wheel's name has the form distribution-version-python-abi-platform.whl");

    private static async Task<CoreMetadata> FromWheelAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        await using var wheel = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var entry = wheel.Entries.FirstOrDefault(e => e.FullName.EndsWith(".dist-info/METADATA", StringComparison.Ordinal) && e.FullName.Count(c => c == '/') == 1)
            ?? throw Refuse(name, "it holds no *.dist-info/METADATA");
        await using var metadata = await entry.OpenAsync(cancellationToken);
        return await ReadMetadataAsync(name, metadata, cancellationToken);
    }

    private static async Task<CoreMetadata> FromSourceAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        await using var plain = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
        var archive = new TarScanner(plain);
        while (await archive.NextAsync(cancellationToken) is { } member)
        {
            var path = member.Name.StartsWith("./", StringComparison.Ordinal) ? member.Name[2..] : member.Name;
            if (!path.EndsWith("/PKG-INFO", StringComparison.Ordinal) || path.Count(c => c == '/') != 1)
                continue;
            await using var metadata = new TarContentStream(archive, member);
            return await ReadMetadataAsync(name, metadata, cancellationToken);
        }

        throw Refuse(name, "it holds no PKG-INFO in its top directory");
    }

    private static async Task<CoreMetadata> ReadMetadataAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > LargestMetadata)
                throw Refuse(name, $"its metadata is longer than {LargestMetadata:N0} bytes");
            content.Write(buffer, 0, read);
        }

        return CoreMetadata.Parse(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private static DeliveryException Refuse(string name, string because) => new(
        DeliveryFailure.Refused, $"{name} is no Python distribution that an index takes", because, "see what the build backend wrote: drayage build");
}
