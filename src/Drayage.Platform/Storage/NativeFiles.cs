using System.Runtime.InteropServices;

namespace Drayage.Platform.Storage;

/// <summary>The file system calls that have no managed counterpart. On Windows they do nothing.</summary>
internal static partial class NativeFiles
{
    private const int ReadOnly = 0;
    private const int CurrentDirectory = -100;
    private const uint Exchange = 2;

    /// <summary>Makes another name for a file; false where the file systems or their limits do not allow it.</summary>
    public static bool TryHardLink(string existing, string name) =>
        !OperatingSystem.IsWindows() && Link(existing, name) == 0;

    /// <summary>Lets two names change places in one step; false where the system or the file system cannot.</summary>
    public static bool TryExchange(string one, string other)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            return Rename(CurrentDirectory, one, CurrentDirectory, other, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Makes names that were added to a directory survive a power failure.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(directory, ReadOnly);
        if (descriptor < 0)
            return;
        // Some file systems refuse to flush a directory; the rename is then as durable as they make it.
        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rename(int oneDirectory, string one, int otherDirectory, string other, uint flags);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
