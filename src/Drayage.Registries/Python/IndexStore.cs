using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Python;

/// <summary>The records of all indexes: <c>INDEX/PROJECT/FILE</c>, one small document a file.</summary>
internal sealed class IndexStore(string root)
{
    // Beside the files, none of which begins with a point.
    private const string ProjectDocument = ".project";

    private readonly KeyedLock locks = new();

    /// <summary>Whoever adds a file to a project holds its lock.</summary>
    public Task<IDisposable> LockAsync(string index, string project, CancellationToken cancellationToken) =>
        locks.AcquireAsync($"{index}/{project}", cancellationToken);

    /// <summary>Normalised names of the projects, in order.</summary>
    public ImmutableArray<string> Projects(string index)
    {
        var directory = Path.Combine(root, FileNames.Encode(index));
        return !Directory.Exists(directory)
            ? []
            : [.. Directory.EnumerateDirectories(directory).Select(path => FileNames.Decode(Path.GetFileName(path))).Order(StringComparer.Ordinal)];
    }

    /// <summary>The files of a project by name; empty when there is no such project.</summary>
    public async Task<ImmutableArray<FileRecord>> FilesAsync(string index, string project, CancellationToken cancellationToken)
    {
        var directory = Place(index, project);
        if (!Directory.Exists(directory))
            return [];
        var records = ImmutableArray.CreateBuilder<FileRecord>();
        foreach (var path in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
        {
            if (!Path.GetFileName(path).StartsWith('.')
                && await AtomicFile.ReadJsonAsync(path, PythonJson.Wire.FileRecord, cancellationToken) is { } record)
                records.Add(record);
        }
        return records.ToImmutable();
    }

    public Task<FileRecord?> FindAsync(string index, string project, string file, CancellationToken cancellationToken) =>
        AtomicFile.ReadJsonAsync(Path.Combine(Place(index, project), FileNames.Encode(file)), PythonJson.Wire.FileRecord, cancellationToken);

    public Task AddAsync(string index, string project, FileRecord record, CancellationToken cancellationToken) =>
        AtomicFile.WriteJsonAsync(Path.Combine(Place(index, project), FileNames.Encode(record.FileName)), record, PythonJson.Wire.FileRecord, cancellationToken);

    /// <summary>The project as a whole; null when there is none, or it was kept before projects had owners.</summary>
    public Task<ProjectRecord?> ProjectAsync(string index, string project, CancellationToken cancellationToken) =>
        AtomicFile.ReadJsonAsync(Path.Combine(Place(index, project), ProjectDocument), PythonJson.Wire.ProjectRecord, cancellationToken);

    public Task AddAsync(string index, string project, ProjectRecord record, CancellationToken cancellationToken) =>
        AtomicFile.WriteJsonAsync(Path.Combine(Place(index, project), ProjectDocument), record, PythonJson.Wire.ProjectRecord, cancellationToken);

    /// <summary>Adds every blob that a file of an index is made of.</summary>
    public async Task MarkAsync(ISet<Digest> live, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith('.')))
        {
            if (await AtomicFile.ReadJsonAsync(path, PythonJson.Wire.FileRecord, cancellationToken) is not { } record)
                continue;
            live.Add(Digest.Parse($"{Digest.Sha256}:{record.Sha256}"));
            foreach (var beside in new[] { record.MetadataSha256, record.ProvenanceSha256 }.OfType<string>())
                live.Add(Digest.Parse($"{Digest.Sha256}:{beside}"));
        }
    }

    private string Place(string index, string project) => Path.Combine(root, FileNames.Encode(index), FileNames.Encode(project));
}
