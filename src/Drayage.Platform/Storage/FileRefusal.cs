using Drayage.Model;

namespace Drayage.Platform.Storage;

/// <summary>Tells what the file system refused its user from faults of the program, and says what would help.</summary>
public static class FileRefusal
{
    private const string Access = "let the user who runs drayage read and write it, see that no directory stands in a file's place, and run the command again";
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int FileExists = 17;
    private const int NotADirectory = 20;
    private const int IsADirectory = 21;
    private const int ReadOnlyFileSystem = 30;
    private static readonly int NameTooLong = OperatingSystem.IsMacOS() ? 63 : 36;
    private static readonly int TooManyLinks = OperatingSystem.IsMacOS() ? 62 : 40;

    /// <summary>The error for the user; null where no permission, read-only medium or thing in the way is the cause.</summary>
    public static ReleaseException? Explain(Exception fault) =>
        HintFor(fault) is { } hint
            ? new ReleaseException(ExitCode.Refused, "a file or directory could not be read or written", fault.Message, hint, fault)
            : null;

    // On Unix the HResult of an IOException is the errno; nowhere else do such small numbers stand in it.
    private static string? HintFor(Exception fault) => fault switch
    {
        UnauthorizedAccessException => Access,
        IOException full when DiskFull.Caused(full) => "free space where it goes, and run the command again",
        IOException { HResult: NotPermitted or AccessDenied } when !OperatingSystem.IsWindows() => Access,
        IOException { HResult: ReadOnlyFileSystem } when !OperatingSystem.IsWindows() => "work in a directory that can be written, and run the command again",
        IOException { HResult: FileExists or NotADirectory or IsADirectory } when !OperatingSystem.IsWindows() =>
            "move away what stands in its place, and run the command again",
        IOException error when !OperatingSystem.IsWindows() && (error.HResult == NameTooLong || error.HResult == TooManyLinks) =>
            "give it a shorter name, or a link that leads somewhere, and run the command again",
        _ => null,
    };
}
