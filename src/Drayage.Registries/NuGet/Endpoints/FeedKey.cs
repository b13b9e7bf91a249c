using Drayage.Registries.Access;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>What an API key is good for.</summary>
/// <param name="User">Whom packages belong to that are pushed with it.</param>
/// <param name="Rights">Null for the key of a user, which is good for that user's packages and for new ids.</param>
internal sealed record FeedKey(string User, RepositoryRights? Rights)
{
    /// <param name="owner">Who owns the id already; null for a new one.</param>
    /// <param name="action">One of the actions of <see cref="TokenGrant"/>.</param>
    public bool May(string feed, string id, string? owner, string action) => Rights is { } rights
        ? rights.May($"{NuGetProtocol.Root}/{feed}/{id}", action)
        : owner is null || owner == User;
}
