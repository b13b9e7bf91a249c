namespace Drayage.Benchmarks.Content;

/// <summary>The programs and libraries of this machine: content as images have it, the same for all contenders.</summary>
internal static class BinaryFiles
{
    private const int SmallestBytes = 64 * 1024;
    private static readonly string[] Places = ["/usr/bin", "/usr/lib", "/usr/libexec", "/usr/local"];

    /// <summary>Copies binaries into a directory until they hold so many bytes; the last one is cut short.</summary>
    /// <exception cref="InvalidOperationException">There are not so many.</exception>
    public static void CopyTree(string directory, long bytes)
    {
        long left = bytes;
        foreach (string file in All())
        {
            string copy = Path.Combine(directory, file.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using FileStream output = File.Create(copy);
            left -= Append(file, output, left);
            if (left == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException($"this machine has fewer than {bytes} bytes of binaries");
    }

    /// <summary>Writes files that each hold so many bytes of binaries; no two share any.</summary>
    /// <exception cref="InvalidOperationException">There are not so many.</exception>
    public static void Concatenate(long bytes, params ReadOnlySpan<string> files)
    {
        using IEnumerator<string> binaries = All().GetEnumerator();
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using FileStream output = File.Create(file);
            while (output.Length < bytes)
            {
                if (!binaries.MoveNext())
                {
                    throw new InvalidOperationException($"this machine has too few binaries for {file}");
                }

                Append(binaries.Current, output, bytes - output.Length);
            }
        }
    }

    private static IEnumerable<string> All() => Places
        .Where(Directory.Exists)
        .SelectMany(place => Directory.EnumerateFiles(place, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }).Order(StringComparer.Ordinal))
        .Where(file => new FileInfo(file).Length >= SmallestBytes && IsBinary(file));

    private static bool IsBinary(string file)
    {
        Span<byte> start = stackalloc byte[4];
        using FileStream input = File.OpenRead(file);
        return input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("\u007fELF"u8);
    }

    private static long Append(string file, Stream output, long most)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int count = (int)Math.Min(bytes.Length, most);
        output.Write(bytes, 0, count);
        return count;
    }
}
