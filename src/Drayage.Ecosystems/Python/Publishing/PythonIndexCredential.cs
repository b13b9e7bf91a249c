using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>What goes along with uploads.</summary>
/// <param name="Place">From where it was taken, as messages name it.</param>
/// <param name="IsExchanged">Whether the index gives it for the CI job's identity; such a token cannot read.</param>
internal sealed record PythonIndexCredential(HttpCredential Http, string Place, bool IsExchanged)
{
    /// <summary>What is wrong with how it is kept, and what to do about it; null for nothing.</summary>
    public string? Doubt { get; init; }
}
