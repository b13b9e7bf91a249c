namespace Drayage.Ecosystems.Python.Publishing.Configuration;

/// <summary>A login that the clients of Python indexes have been given on this machine.</summary>
/// <param name="User">Null where none is named.</param>
/// <param name="Place">Where it stands, for messages.</param>
internal sealed record ConfiguredLogin(string? User, string Password, string Place)
{
    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => Place;
}
