using System.IO.Compression;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Ecosystems.Python.Distributions;

/// <summary>Takes the core metadata out of a wheel or a source distribution, byte for byte: indexes serve it by itself (PEP 658).</summary>
public static class DistributionMetadata
{
    public const string WheelEnding = ".whl";
    public const string SourceEnding = ".tar.gz";
    private const int Largest = 16 * 1024 * 1024;

    /// <param name="name">File name, whose ending says what the file is.</param>
    /// <param name="content">The file; of a wheel it must be seekable.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">It is neither, or holds no metadata; the message says which.</exception>
    public static async Task<byte[]> ReadAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            if (name.EndsWith(WheelEnding, StringComparison.Ordinal))
                return await FromWheelAsync(content, cancellationToken);
            if (name.EndsWith(SourceEnding, StringComparison.Ordinal))
                return await FromSourceAsync(content, cancellationToken);
        }
        catch (EndOfStreamException broken)
        {
            throw new InvalidDataException(broken.Message, broken);
        }

        throw new InvalidDataException($"its name ends neither in {WheelEnding} nor in {SourceEnding}");
    }

    /// <inheritdoc cref="ReadAsync(string, Stream, CancellationToken)"/>
    /// <param name="path">The file.</param>
    public static async Task<byte[]> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        return await ReadAsync(Path.GetFileName(path), content, cancellationToken);
    }

    private static async Task<byte[]> FromWheelAsync(Stream content, CancellationToken cancellationToken)
    {
        await using var wheel = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var entry = wheel.Entries.FirstOrDefault(e => e.FullName.EndsWith(".dist-info/METADATA", StringComparison.Ordinal) && e.FullName.Count(c => c == '/') == 1)
            ?? throw new InvalidDataException("it holds no *.dist-info/METADATA");
        await using var metadata = await entry.OpenAsync(cancellationToken);
        return await ReadAsync(metadata, cancellationToken);
    }

    private static async Task<byte[]> FromSourceAsync(Stream content, CancellationToken cancellationToken)
    {
        await using var plain = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
        var archive = new TarScanner(plain);
        while (await archive.NextAsync(cancellationToken) is { } member)
        {
            var path = member.Name.StartsWith("./", StringComparison.Ordinal) ? member.Name[2..] : member.Name;
            if (!path.EndsWith("/PKG-INFO", StringComparison.Ordinal) || path.Count(c => c == '/') != 1)
                continue;
            await using var metadata = new TarContentStream(archive, member);
            return await ReadAsync(metadata, cancellationToken);
        }

        throw new InvalidDataException("it holds no PKG-INFO in its top directory");
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > Largest)
                throw new InvalidDataException($"its metadata is longer than {Largest:N0} bytes");
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
