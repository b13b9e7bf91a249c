using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Drayage.Model;
using Drayage.Registries.Storage;

namespace Drayage.Registries.GitHub.State;

/// <summary>Repositories as documents <c>OWNER/NAME</c>. Names ignore case, as on GitHub. A repository comes into being with the first write to it.</summary>
internal sealed class RepositoryStore(string root, TimeProvider clock)
{
    private readonly KeyedLock locks = new();

    public TimeProvider Clock => clock;

    /// <summary>Null when nothing was ever written to it.</summary>
    public Task<RepositoryState?> FindAsync(string owner, string name, CancellationToken cancellationToken) =>
        AtomicFile.ReadJsonAsync(Place(owner, name), GitHubState.Default.RepositoryState, cancellationToken);

    /// <summary>Changes the repository under its lock; what the change throws leaves everything as it was.</summary>
    public async Task<T> UpdateAsync<T>(string owner, string name, Func<RepositoryState, (RepositoryState State, T Result)> change, CancellationToken cancellationToken)
    {
        var place = Place(owner, name);
        using var held = await locks.AcquireAsync(place, cancellationToken);
        var before = await FindAsync(owner, name, cancellationToken);
        var (after, result) = change(before ?? Begin(owner, name));
        if (after != before)
            await AtomicFile.WriteJsonAsync(place, after, GitHubState.Default.RepositoryState, cancellationToken);
        return result;
    }

    public Task<RepositoryState> UpdateAsync(string owner, string name, Func<RepositoryState, RepositoryState> change, CancellationToken cancellationToken) =>
        UpdateAsync(owner, name, before => change(before) is var after ? (after, after) : default, cancellationToken);

    /// <summary>Adds every blob that is an asset of a release or a file of a tree.</summary>
    public async Task MarkAsync(ISet<Digest> live, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith('.')))
        {
            var state = await AtomicFile.ReadJsonAsync(path, GitHubState.Default.RepositoryState, cancellationToken);
            if (state is null)
                continue;
            var kept = state.Releases.SelectMany(release => release.Assets).Select(asset => asset.Digest)
                .Concat(state.Trees.Values.SelectMany(files => files.Values).Select(file => file.Digest));
            foreach (var text in kept)
            {
                if (Digest.TryParse(text, out var digest))
                    live.Add(digest);
            }
        }
    }

    private RepositoryState Begin(string owner, string name)
    {
        var now = clock.GetUtcNow();
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}/{name}".ToLowerInvariant()));
        var initial = new GitObject(GitObjectId.InitialCommit(now), GitObject.Commit);
        return new RepositoryState
        {
            Owner = owner,
            Name = name,
            Id = BinaryPrimitives.ReadUInt32LittleEndian(key),
            CreatedAt = now,
            Refs = ImmutableSortedDictionary<string, GitObject>.Empty.Add($"{RepositoryState.BranchPrefix}main", initial),
        };
    }

    private string Place(string owner, string name) =>
        Path.Combine(root, FileNames.Encode(owner.ToLowerInvariant()), FileNames.Encode(name.ToLowerInvariant()));
}
