namespace Drayage.Platform.Processes;

/// <summary>Finds programs on a search path that is handed in.</summary>
public static class ToolLocator
{
    private static readonly string[] Suffixes = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ".com", ""] : [""];

    /// <summary>The full path of a program, or null.</summary>
    /// <param name="program">
    /// A bare name, searched in the directories of <paramref name="path"/> in order; or an absolute path, which is only checked.
    /// </param>
    /// <param name="path">
    /// Directories separated as PATH is. Relative and empty entries are skipped: they would run whatever a repository contains.
    /// </param>
    public static string? Find(string program, string path)
    {
        if (Path.IsPathFullyQualified(program))
            return Executable(program);
        if (program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar))
            return null;
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(directory => Executable(Path.Combine(directory, program)))
            .FirstOrDefault(found => found is not null);
    }

    private static string? Executable(string candidate) =>
        Suffixes.Select(suffix => candidate + suffix).FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string file)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (!File.Exists(file))
            return false;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & execute) != UnixFileMode.None;
    }
}
