using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.Hosting;

/// <summary>One protocol that packages are published and fetched by. Each has a folder and a part of the address space of its own.</summary>
internal interface IRegistryProtocol
{
    string Name { get; }

    /// <summary>Adds the endpoints of the protocol.</summary>
    void Map(IEndpointRouteBuilder routes);
}
