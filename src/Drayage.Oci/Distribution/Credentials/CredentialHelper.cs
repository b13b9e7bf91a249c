using System.Text;
using System.Text.Json;
using Drayage.Model;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;

namespace Drayage.Oci.Distribution.Credentials;

/// <summary>Runs <c>docker-credential-NAME get</c>: the server on standard input, JSON on standard output.</summary>
internal sealed class CredentialHelper(IProcessRunner processes, string workingDirectory)
{
    /// <summary>The user name by which helpers mark an identity token.</summary>
    private const string TokenUser = "<token>";

    public async Task<RegistryCredential?> GetAsync(string name, string server, CancellationToken cancellationToken)
    {
        var program = "docker-credential-" + name;
        var result = await processes.RunAsync(
            new ProcessSpec
            {
                Program = program,
                Arguments = ["get"],
                WorkingDirectory = workingDirectory,
                StandardInput = Encoding.UTF8.GetBytes(server),
                Capture = ProcessCapture.Output,
            },
            null,
            cancellationToken);
        var exited = result.RequireStarted($"install {program}, or remove it from the registry credentials file");
        if (!exited.Succeeded)
        {
            // Helpers report an unknown server as a failure, with this text on either stream.
            if (exited.Tail.Any(line => line.Text.Contains("not found", StringComparison.OrdinalIgnoreCase))
                || exited.OutputText.Contains("not found", StringComparison.OrdinalIgnoreCase))
                return null;
            throw Failed(program, server, $"exit code {exited.ExitCode}");
        }
        return Read(program, server, exited.Output.Span);
    }

    private static RegistryCredential? Read(string program, string server, ReadOnlySpan<byte> output)
    {
        HelperAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(output, AuthFileJson.Default.HelperAnswer);
        }
        catch (JsonException)
        {
            throw Failed(program, server, "its answer is not JSON");
        }
        return answer switch
        {
            { Username: TokenUser, Secret: { Length: > 0 } token } => new RegistryCredential.IdentityToken(new Secret(token)),
            { Username: { Length: > 0 } user, Secret: { } secret } => new RegistryCredential.Password(user, new Secret(secret)),
            _ => null,
        };
    }

    private static ReleaseException Failed(string program, string server, string because) => new(
        ExitCode.Refused,
        $"credential helper {program} gave no credential for {server}",
        because,
        $"run: echo {server} | {program} get");
}
