namespace Drayage.Platform.Storage;

/// <summary>
/// A file that is only added to, by one process at a time, and can be read by others meanwhile. What was added is on disk when that
/// returns; what could not be added leaves no trace.
/// </summary>
public sealed class AppendedFile : IDisposable
{
    private readonly FileStream ownership;
    private readonly FileStream stream;

    private AppendedFile(FileStream ownership, FileStream stream)
    {
        this.ownership = ownership;
        this.stream = stream;
    }

    /// <summary>From its beginning, for replaying it before anything is added.</summary>
    public Stream Content => stream;

    /// <summary>Bytes.</summary>
    public long Length => stream.Length;

    /// <summary>Opens or makes it; directories above it are made.</summary>
    /// <exception cref="IOException">Another process has it, or the system refuses.</exception>
    public static AppendedFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A file of its own: on Unix only a lock that admits nobody keeps a second writer out, and the content stays readable meanwhile.
        var held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            // Unbuffered: what could not be written must not come back with what is written next.
            return new AppendedFile(held, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Cuts off what a killed process left behind the part that is whole; adding goes on there.</summary>
    public void CutOff(long whole)
    {
        stream.SetLength(whole);
        stream.Position = whole;
    }

    /// <exception cref="IOException">It could not be written; the file is as before.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var start = stream.Position;
        try
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Half a record in the middle would damage what follows it.
            CutOff(start);
            throw;
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        ownership.Dispose();
    }
}
