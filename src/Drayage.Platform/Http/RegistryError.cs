namespace Drayage.Platform.Http;

/// <summary>One error that a registry names in its answer.</summary>
/// <param name="Code">Its code, for example <c>DENIED</c> or <c>already_exists</c>; empty when it gives none.</param>
/// <param name="Message">Its words; empty when it gives none.</param>
public sealed record RegistryError(string Code, string Message)
{
    public override string ToString() => (Code, Message) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => $"{Code}: {Message}",
        ({ Length: > 0 }, _) => Code,
        _ => Message,
    };
}
