using Drayage.Platform.Archives;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Oci.Archives;

/// <summary>
/// Where the files of an archive stand. Links are followed within the archive alone: nothing is ever unpacked, so there
/// is no file system that they could lead out into.
/// </summary>
internal sealed class ArchiveMap
{
    private const int MaxMembers = 200_000;
    private const int MaxLinks = 8;

    private readonly string path;
    private readonly Dictionary<string, TarMember> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> ambiguous = new(StringComparer.Ordinal);

    private ArchiveMap(string path) => this.path = path;

    /// <exception cref="InvalidDataException">The file is no archive that can be read safely.</exception>
    public static async Task<ArchiveMap> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var map = new ArchiveMap(path);
        await using var file = map.OpenFile();
        var scanner = new TarScanner(file);
        var count = 0;
        while (await scanner.NextAsync(cancellationToken) is { } member)
        {
            if (++count > MaxMembers)
                throw new InvalidDataException($"it has more than {MaxMembers} entries");
            map.Add(member);
        }
        return map;
    }

    /// <summary>The file of that name, through links where there are any; null when the archive has none.</summary>
    /// <exception cref="InvalidDataException">The name is not safe, or leads to something that is no file.</exception>
    public TarMember? Find(string name)
    {
        var at = Safe(name, ArchivePath.Clean(name));
        for (var hops = 0; hops <= MaxLinks; hops++)
        {
            if (ambiguous.Contains(at))
                throw new InvalidDataException($"it has the entry '{at}' twice");
            if (!members.TryGetValue(at, out var member))
                return hops == 0 ? null : throw new InvalidDataException($"the link '{name}' leads to '{at}', which the archive does not hold");
            switch (member.Type)
            {
                case TarMember.File:
                    return member;
                case TarMember.SymbolicLink:
                    at = Target(at, member.LinkName);
                    break;
                case TarMember.HardLink:
                    at = Safe(member.LinkName, ArchivePath.Clean(member.LinkName));
                    break;
                default:
                    throw new InvalidDataException($"'{name}' is not a file but an entry of type '{member.Type}'");
            }
        }
        throw new InvalidDataException($"the link '{name}' leads on and on");
    }

    /// <summary>Opens the content of a file from an offset; as many as wanted side by side.</summary>
    public Stream Open(TarMember member, long offset)
    {
        var file = OpenFile();
        file.Position = member.Offset + offset;
        return new SectionStream(file, member.Size - offset);
    }

    private FileStream OpenFile() => new(path, new FileStreamOptions
    {
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        BufferSize = 0,
    });

    private void Add(TarMember member)
    {
        var name = Safe(member.Name, ArchivePath.Clean(member.Name));
        if (name.Length > 0 && !members.TryAdd(name, member) && member.Type != TarMember.Directory)
            ambiguous.Add(name);
    }

    private static string Safe(string name, string clean) =>
        clean.Length > 0 && ArchivePath.Refusal(clean) is { } reason
            ? throw new InvalidDataException($"the entry '{name}' is refused: {reason}")
            : clean;

    private static string Target(string link, string target)
    {
        if (target.StartsWith('/'))
            throw new InvalidDataException($"the link '{link}' leads out of the archive, to '{target}'");
        var segments = link.Split('/').SkipLast(1).ToList();
        foreach (var segment in target.Split('/').Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
                segments.Add(segment);
            else if (segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            else
                throw new InvalidDataException($"the link '{link}' leads out of the archive, to '{target}'");
        }
        return Safe(target, string.Join('/', segments));
    }
}
