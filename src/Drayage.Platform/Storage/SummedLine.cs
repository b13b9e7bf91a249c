using System.Security.Cryptography;

namespace Drayage.Platform.Storage;

/// <summary>
/// One line of a file that is only added to: <c>{"sum":"16 hex digits","record":{…}}</c>. The sum is the first half of the SHA-256 of
/// the record's bytes as they stand in the line, so that a torn or altered line shows.
/// </summary>
public static class SummedLine
{
    private const int SumLength = 16;

    private static ReadOnlySpan<byte> Head => "{\"sum\":\""u8;

    private static ReadOnlySpan<byte> Middle => "\",\"record\":"u8;

    /// <param name="record">A JSON object without line ends.</param>
    /// <returns>The line with its end.</returns>
    public static byte[] Write(ReadOnlySpan<byte> record)
    {
        Span<byte> sum = stackalloc byte[SumLength];
        WriteSum(record, sum);
        return [.. Head, .. sum, .. Middle, .. record, .. "}\n"u8];
    }

    /// <param name="line">Without its end.</param>
    /// <returns>The record; empty for a line that is not whole.</returns>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> line)
    {
        var start = Head.Length + SumLength + Middle.Length;
        if (line.Length <= start || !line.StartsWith(Head) || !line[(Head.Length + SumLength)..].StartsWith(Middle) || line[^1] != '}')
            return [];
        var record = line[start..^1];
        Span<byte> sum = stackalloc byte[SumLength];
        WriteSum(record, sum);
        return line.Slice(Head.Length, SumLength).SequenceEqual(sum) ? record : [];
    }

    private static void WriteSum(ReadOnlySpan<byte> record, Span<byte> sum)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record, hash);
        Convert.TryToHexStringLower(hash[..(SumLength / 2)], sum, out _);
    }
}
