namespace Drayage.Registries.Storage;

/// <summary>
/// Asked before anything is written, so that a fault can let the disk be full for one request. The error is the one that the
/// system gives for a disk that is really full, so that both are met alike.
/// </summary>
internal static class DiskSpace
{
    private const int NoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    // Storage is shared by requests that run side by side, and knows nothing of any request.
    private static readonly AsyncLocal<Allowance?> Left = new();

    /// <summary>Until the result is disposed, this request and what it awaits may write so many bytes.</summary>
    public static IDisposable Limit(long bytes)
    {
        Left.Value = new Allowance(bytes);
        return new Limited();
    }

    /// <exception cref="IOException">There is no room for that.</exception>
    public static void Take(long bytes)
    {
        if (Left.Value?.Take(bytes) is false)
            throw new IOException("No space left on device", OperatingSystem.IsWindows() ? WindowsDiskFull : NoSpace);
    }

    private sealed class Allowance(long bytes)
    {
        private long left = bytes;

        public bool Take(long wanted) => wanted == 0 || Interlocked.Add(ref left, -wanted) >= 0;
    }

    private sealed class Limited : IDisposable
    {
        public void Dispose() => Left.Value = null;
    }
}
