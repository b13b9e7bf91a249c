namespace Drayage.Registries.Faults.Routing;

/// <summary>What a request is about.</summary>
/// <param name="Protocol"><c>oci</c>, <c>github</c>, <c>npm</c>, <c>python</c> or <c>crates</c>.</param>
/// <param name="Name">One of <see cref="Operations.Names"/>.</param>
/// <param name="Place">OCI repository, GitHub <c>owner/name</c> or the name of an npm or crate registry or a Python index; empty where the request names none.</param>
public sealed record RegistryOperation(string Protocol, string Name, string Place);
