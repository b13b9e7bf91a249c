namespace Drayage.Registries.Faults.Routing;

/// <summary>What a request is about.</summary>
/// <param name="Protocol">A key of <see cref="Operations.Names"/>.</param>
/// <param name="Name">One of <see cref="Operations.Names"/>.</param>
/// <param name="Place">OCI repository, GitHub <c>owner/name</c> or the name of a Python index, npm or crate registry or NuGet feed; empty where the request names none.</param>
public sealed record RegistryOperation(string Protocol, string Name, string Place);
