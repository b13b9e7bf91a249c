namespace Drayage.Model.Delivery;

/// <summary>What a destination was seen to hold in the place of one effect.</summary>
public abstract record Probe
{
    private Probe()
    {
    }

    /// <summary>Nothing stands there: only then may the effect be sent.</summary>
    public sealed record Absent : Probe;

    /// <summary>Exactly what the effect would leave.</summary>
    /// <param name="Evidence">Digest or state as the destination told it.</param>
    /// <param name="Url">Where people fetch it.</param>
    public sealed record Same(string Evidence, string? Url) : Probe;

    /// <summary>
    /// Something else. A conflict for a put; for a point it is what the name meant before,
    /// and the publisher says in <see cref="MayMove"/> whether moving it is the intent.
    /// </summary>
    public sealed record Different(string Found, bool MayMove) : Probe;

    /// <summary>The destination gave no answer that decides.</summary>
    public sealed record Unknown(string Reason) : Probe;
}
