using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Drayage.Ecosystems.DotNet.Publishing.Feeds;

/// <summary>
/// A package with a signature in it. Feeds that sign what they take add the file <c>.signature.p7s</c> to the zip archive and leave all
/// other bytes as they came; without that file it is the package that was pushed, byte for byte (the "content hash" of NuGet's lock
/// files is computed in this way; NuGet/Home wiki, "Package signatures technical details").
/// </summary>
/// <param name="SignatureStart">Offset of the signature's entry.</param>
/// <param name="SignatureEnd">Offset of what follows it.</param>
/// <param name="DirectoryStart">Offset of the central directory.</param>
/// <param name="Ending">Central directory and end record as they would be without the signature.</param>
internal sealed record SignedArchive(long SignatureStart, long SignatureEnd, long DirectoryStart, byte[] Ending)
{
    private const uint EndRecord = 0x06054b50;
    private const uint DirectoryRecord = 0x02014b50;
    private const int EndLength = 22;
    private const int RecordLength = 46;

    /// <summary>Looks at the end of a package.</summary>
    /// <param name="tail">Its last bytes.</param>
    /// <param name="length">Its whole length in bytes.</param>
    /// <returns>Null when it has no signature, is no archive (APPNOTE.TXT 4.3), or has a directory that is longer than the tail.</returns>
    public static SignedArchive? Find(ReadOnlySpan<byte> tail, long length)
    {
        var end = EndOf(tail);
        if (end < 0)
            return null;
        var (count, size, start) = (U16(tail, end + 10), U32(tail, end + 12), U32(tail, end + 16));
        var first = start - (length - tail.Length);
        // Archives beyond 4 GiB have another end record; no feed takes such packages.
        if (first < 0 || first + size != end || count == ushort.MaxValue)
            return null;
        return EntriesOf(tail, (int)first, end, count) is { } entries && entries.FirstOrDefault(entry => entry.IsSignature) is { } signature
            ? Without(signature, entries, tail, end, start)
            : null;
    }

    /// <summary>The digest of the package without its signature.</summary>
    /// <param name="package">The package, from its beginning.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="EndOfStreamException">It is shorter than before.</exception>
    public async Task<Model.Digest> DigestWithoutAsync(Stream package, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        for (long position = 0; position < DirectoryStart;)
        {
            var inside = position >= SignatureStart && position < SignatureEnd;
            var border = position < SignatureStart ? SignatureStart : inside ? SignatureEnd : DirectoryStart;
            var read = await package.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, border - position)), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("the package ended before its directory");
            if (!inside)
                hash.AppendData(buffer, 0, read);
            position += read;
        }

        hash.AppendData(Ending);
        return Model.Digest.FromHash(Model.Digest.Sha256, hash.GetHashAndReset());
    }

    private static SignedArchive Without(Entry signature, List<Entry> entries, ReadOnlySpan<byte> tail, int end, long start)
    {
        var after = entries.Where(entry => entry.Offset > signature.Offset).Select(entry => entry.Offset).Append(start).Min();
        var removed = (uint)(after - signature.Offset);
        var ending = new List<byte>();
        foreach (var entry in entries.Where(entry => !entry.IsSignature))
        {
            var record = tail.Slice(entry.At, entry.Length).ToArray();
            if (entry.Offset > signature.Offset)
                BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(42), (uint)entry.Offset - removed);
            ending.AddRange(record);
        }

        var last = tail[end..].ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(last.AsSpan(8), (ushort)(U16(tail, end + 8) - 1));
        BinaryPrimitives.WriteUInt16LittleEndian(last.AsSpan(10), (ushort)(U16(tail, end + 10) - 1));
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(12), (uint)ending.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(16), (uint)start - removed);
        return new SignedArchive(signature.Offset, after, start, [.. ending, .. last]);
    }

    private static int EndOf(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.Length - EndLength; at >= 0 && at >= tail.Length - EndLength - ushort.MaxValue; at--)
        {
            if (U32(tail, at) == EndRecord && at + EndLength + U16(tail, at + 20) == tail.Length)
                return at;
        }

        return -1;
    }

    private static List<Entry>? EntriesOf(ReadOnlySpan<byte> tail, int at, int end, int count)
    {
        var entries = new List<Entry>(count);
        while (entries.Count < count)
        {
            if (at + RecordLength > end || U32(tail, at) != DirectoryRecord)
                return null;
            var nameLength = U16(tail, at + 28);
            var length = RecordLength + nameLength + U16(tail, at + 30) + U16(tail, at + 32);
            if (at + length > end)
                return null;
            entries.Add(new Entry(at, length, U32(tail, at + 42), tail.Slice(at + RecordLength, nameLength).SequenceEqual(".signature.p7s"u8)));
            at += length;
        }

        return entries;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>A record of the central directory.</summary>
    /// <param name="At">Where it begins in the tail.</param>
    /// <param name="Length">Its bytes.</param>
    /// <param name="Offset">Where its entry begins in the archive.</param>
    private sealed record Entry(int At, int Length, long Offset, bool IsSignature);
}
