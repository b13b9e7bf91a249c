using System.Collections.Immutable;

namespace Drayage.Platform.Archives;

/// <summary>
/// The directory that an archive is extracted into. Links are made last, when nothing is written any more that could
/// go through them. Every refusal is an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class ExtractionTarget
{
    private const UnixFileMode Permissions = (UnixFileMode)0x1FF;

    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string root;
    private readonly ExtractionLimits limits;
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnixFileMode> directories = new(StringComparer.Ordinal);
    private int entries;
    private long bytes;

    public ExtractionTarget(string directory, ExtractionLimits limits)
    {
        this.limits = limits;
        root = Directory.CreateDirectory(directory).FullName;
        if (Directory.EnumerateFileSystemEntries(root).Any())
            throw new ArgumentException($"'{directory}' is not empty", nameof(directory));
    }

    public void AddDirectory(string rawPath, UnixFileMode mode)
    {
        var path = Accept(rawPath);
        if (path.Length == 0)
            return;
        if (files.Contains(path) || links.ContainsKey(path))
            throw Refused(path, "it stands twice");
        Directory.CreateDirectory(Full(path));
        directories[path] = (mode & Permissions) | OwnerAll;
    }

    public async Task AddFileAsync(string rawPath, UnixFileMode mode, Stream content, CancellationToken cancellationToken)
    {
        var path = Claim(rawPath);
        files.Add(path);
        var full = Prepare(path);
        await using (var file = new FileStream(full, FileMode.CreateNew, FileAccess.Write))
            await CopyAsync(content, file, cancellationToken);
        SetMode(full, mode & Permissions);
    }

    public void AddLink(string rawPath, string target)
    {
        var path = Claim(rawPath);
        if (LinkRefusal(path, target) is { } reason)
            throw Refused(path, $"its link target '{target}' {reason}");
        links.Add(path, target);
    }

    /// <summary>A hard link becomes a copy: what it names must have come before it.</summary>
    public async Task AddHardLinkAsync(string rawPath, string rawTarget, CancellationToken cancellationToken)
    {
        var target = ArchivePath.Clean(rawTarget);
        if (!files.Contains(target))
            throw Refused(rawPath, $"it is a hard link to '{rawTarget}', which is no file of the archive");
        await using var source = File.OpenRead(Full(target));
        var mode = OperatingSystem.IsWindows() ? ArchiveEntry.FileMode : File.GetUnixFileMode(Full(target));
        await AddFileAsync(rawPath, mode, source, cancellationToken);
    }

    public static InvalidDataException Refused(string path, string reason) => new($"entry '{path}': {reason}");

    /// <summary>Makes the links and sets the modes of the directories. Returns all files and links.</summary>
    public ImmutableArray<string> Complete()
    {
        foreach (var (path, target) in links)
            File.CreateSymbolicLink(Prepare(path), target);
        foreach (var (path, mode) in directories)
            SetMode(Full(path), mode);
        return [.. files.Concat(links.Keys).Order(StringComparer.Ordinal)];
    }

    private string Claim(string rawPath)
    {
        var path = Accept(rawPath);
        if (path.Length == 0)
            throw Refused(rawPath, "it names the root itself");
        if (files.Contains(path) || links.ContainsKey(path) || Directory.Exists(Full(path)))
            throw Refused(path, "it stands twice");
        return path;
    }

    private string Accept(string rawPath)
    {
        if (++entries > limits.MaxEntries)
            throw new InvalidDataException($"it has more than {limits.MaxEntries} entries");
        var path = ArchivePath.Clean(rawPath);
        if (path.Length == 0)
            return path;
        if (ArchivePath.Refusal(path) is { } reason)
            throw Refused(rawPath, reason);
        foreach (var parent in ArchivePath.Parents(path))
        {
            if (files.Contains(parent) || links.ContainsKey(parent))
                throw Refused(path, $"it stands below '{parent}', which is no directory");
        }
        return path;
    }

    /// <summary>
    /// Only leading <c>..</c> are allowed, and no more than the link is deep. A later one could climb out of what
    /// another link names, which no look at the text alone would show.
    /// </summary>
    private static string? LinkRefusal(string path, string target)
    {
        if (target.Length == 0 || target[0] == '/' || target.AsSpan().ContainsAny('\\', '\0') || target.Contains(':', StringComparison.Ordinal))
            return "is not a plain relative path";
        var segments = target.Split('/').Where(segment => segment is not ("" or ".")).ToList();
        var climbs = segments.TakeWhile(segment => segment == "..").Count();
        if (segments.Skip(climbs).Contains(".."))
            return "has '..' after a name";
        return climbs > ArchivePath.Parents(path).Count() ? "leads out of the archive" : null;
    }

    private async Task CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes += read;
            if (bytes > limits.MaxBytes)
                throw new InvalidDataException($"it grows beyond {limits.MaxBytes} bytes");
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private string Prepare(string path)
    {
        var full = Full(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    private static void SetMode(string full, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(full, mode);
    }

    private string Full(string path) => Path.Combine(root, path);
}
