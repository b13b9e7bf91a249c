using Drayage.Model;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.Hosting;

/// <summary>One protocol that packages are published and fetched by. Each has a folder and a part of the address space of its own.</summary>
internal interface IRegistryProtocol
{
    string Name { get; }

    /// <summary>Adds the endpoints of the protocol.</summary>
    void Map(IEndpointRouteBuilder routes);

    /// <summary>Adds every blob that the protocol needs. A blob that comes to be needed meanwhile is pinned by whoever needs it.</summary>
    /// <param name="before">What nothing refers to yet, but came since, is needed too.</param>
    Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken);
}
