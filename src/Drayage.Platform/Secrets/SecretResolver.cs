using Drayage.Model;
using Drayage.Platform.Processes;

namespace Drayage.Platform.Secrets;

/// <summary>Looks secrets up in the environment handed in, and teaches them to the redactor before anybody uses them.</summary>
public sealed class SecretResolver
{
    private readonly ProcessEnvironment environment;
    private readonly Redactor redactor;

    public SecretResolver(ProcessEnvironment environment, Redactor redactor)
    {
        this.environment = environment;
        this.redactor = redactor;
    }

    /// <summary>Reads the secret now.</summary>
    /// <exception cref="ReleaseException">The variable or the file is missing or empty.</exception>
    public async ValueTask<Secret> ResolveAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        var secret = reference switch
        {
            SecretReference.Variable variable => FromVariable(variable),
            SecretReference.Content content => await FromFileAsync(content, cancellationToken),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
        redactor.Learn(secret);
        return secret;
    }

    /// <summary>Reads the secret each time it is sent.</summary>
    public SecretSource Source(SecretReference reference) =>
        cancellationToken => ResolveAsync(reference, cancellationToken);

    /// <summary>A source for a secret obtained otherwise, for example by exchanging an OIDC token.</summary>
    public SecretSource Source(Secret secret)
    {
        redactor.Learn(secret);
        return _ => ValueTask.FromResult(secret);
    }

    /// <summary>Teaches the redactor a secret that was found elsewhere, such as in a client's own configuration.</summary>
    public Secret Learn(string value)
    {
        var secret = new Secret(value);
        redactor.Learn(secret);
        return secret;
    }

    /// <inheritdoc cref="Redactor.Redact"/>
    public string Redact(string text) => redactor.Redact(text);

    /// <summary>Whether the secret is there, without using it: for checks before a build begins.</summary>
    public bool IsPresent(SecretReference reference) => reference switch
    {
        SecretReference.Variable variable => environment.Find(variable.Name) is not null,
        SecretReference.Content content => new FileInfo(FullPath(content)) is { Exists: true, Length: > 0 },
        _ => false,
    };

    private Secret FromVariable(SecretReference.Variable variable) =>
        environment.Find(variable.Name) is { } value
            ? new Secret(value.TrimEnd('\r', '\n'))
            : throw Missing(variable, $"the environment variable {variable.Name} is not set or empty",
                $"export {variable.Name}, in CI map it: env: {variable.Name}: ${{{{ secrets.{variable.Name} }}}}");

    private async ValueTask<Secret> FromFileAsync(SecretReference.Content content, CancellationToken cancellationToken)
    {
        var path = FullPath(content);
        try
        {
            var text = (await File.ReadAllTextAsync(path, cancellationToken)).TrimEnd('\r', '\n');
            return text.Length > 0 ? new Secret(text) : throw Missing(content, $"the file {path} is empty", $"write the secret into {path}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Missing(content, error.Message, $"make {path} readable, or name another file");
        }
    }

    private string FullPath(SecretReference.Content content) => Path.GetFullPath(content.Path, environment.CurrentDirectory);

    private static ReleaseException Missing(SecretReference reference, string because, string hint) =>
        new(ExitCode.Usage, $"the secret {reference} cannot be read", because, hint);
}
