namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>A query that cannot be run as a whole.</summary>
internal sealed class GraphQlFault(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
