using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Caching;
using Drayage.Platform.Processes;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>Names everything that decides which version a program is, without starting it.</summary>
internal sealed class ToolIdentity(ProcessEnvironment environment, string repository)
{
    public Digest Of(ToolRequirement tool, string program)
    {
        var key = new ContentKey().Add("tool", FileAt(program)).Add([.. tool.VersionArguments]);
        foreach (var selector in tool.DecidedBy)
            key.Add("selector", StateOf(selector, program));
        return key.ToDigest();
    }

    private string StateOf(ToolSelector selector, string program) => selector switch
    {
        ToolSelector.InRepository file => FileAt(Path.Combine(repository, file.Path)),
        ToolSelector.InHome file => environment.Home is { } home ? FileAt(Path.Combine(home, file.Path)) : "",
        ToolSelector.Variable variable => environment.Find(variable.Name) ?? "",
        ToolSelector.BelowVariable below => environment.Find(below.Name) is { } directory ? FileAt(Path.Combine(directory, below.Path)) : "",
        ToolSelector.BesideProgram beside => FileAt(Path.Combine(Path.GetDirectoryName(Final(program))!, beside.Path)),
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    /// <summary>For a file its place, size and time; for a directory those of what stands right in it.</summary>
    private static string FileAt(string path)
    {
        var final = Final(path);
        if (Directory.Exists(final))
            return string.Join('\n', new DirectoryInfo(final).EnumerateFileSystemInfos().Select(Describe).Order(StringComparer.Ordinal).Prepend(final));
        return new FileInfo(final) is { Exists: true } file ? Describe(file) : "";
    }

    private static string Describe(FileSystemInfo entry) => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc.Ticks}";

    private static string Final(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
