using Drayage.Model;

namespace Drayage.Platform.Storage;

/// <summary>Tells a full disk from other failures, and says what would help.</summary>
public static class DiskFull
{
    private const int NoSpace = 28;
    private static readonly int QuotaExceeded = OperatingSystem.IsMacOS() ? 69 : 122;

    /// <summary>True when a write failed because the disk, or the user's share of it, is full.</summary>
    public static bool Caused(IOException error)
    {
        const int windowsDiskFull = unchecked((int)0x80070070);
        const int windowsHandleDiskFull = unchecked((int)0x80070027);
        return OperatingSystem.IsWindows()
            ? error.HResult is windowsDiskFull or windowsHandleDiskFull
            : error.HResult == NoSpace || error.HResult == QuotaExceeded;
    }

    /// <summary>The error for the user.</summary>
    /// <param name="path">The file that was being written.</param>
    /// <param name="needed">Bytes that it needs in all, as far as known; null when nobody knows.</param>
    public static ReleaseException Explain(string path, long? needed, IOException error)
    {
        var disk = new DriveInfo(Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory : ".");
        return new ReleaseException(
            ExitCode.Refused,
            $"the disk is full: {path} could not be written",
            needed is null ? FreeSpace(disk) : $"it needs at least {needed:N0} bytes and {FreeSpace(disk)}",
            $"free space on {disk.Name} and run the command again",
            error);
    }

    private static string FreeSpace(DriveInfo disk)
    {
        try
        {
            return $"{disk.AvailableFreeSpace:N0} bytes are free on {disk.Name}";
        }
        catch (IOException)
        {
            return $"{disk.Name} has no room for that";
        }
    }
}
