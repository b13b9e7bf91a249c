using System.CommandLine;
using Drayage.Model;
using Drayage.Platform.Secrets;
using Drayage.Platform.Storage;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage key generate</c></summary>
internal static class KeyCommand
{
    public static Command Create(Composition composition)
    {
        var output = new Option<string>("--out") { Description = "File for the private key; the public half stands beside it as FILE.pub.", Required = true };
        var password = SharedOptions.KeyPassword();
        var generate = new Command("generate", "Make an ECDSA P-256 key pair; the private half is encrypted with a password.") { output, password };
        generate.SetAction(async (parsed, cancellationToken) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(output)!, composition.Environment.CurrentDirectory);
            var reference = SecretReference.TryParse(parsed.GetValue(password) ?? "env:DRAYAGE_KEY_PASSWORD", out var named)
                ? named
                : throw new ReleaseException(ExitCode.Usage, "--key-password is no reference", "a password never stands on a command line", "write env:NAME or file:PATH");
            // Whoever keeps the private key elsewhere has only the public one here, and it is what releases are verified with.
            if (Path.Exists(path + ".pub"))
                throw new ReleaseException(ExitCode.Refused, $"no key pair {path} was made", $"{path}.pub exists; a key is never overwritten", "choose another name");
            var unlocking = await composition.Secrets.ResolveAsync(reference, cancellationToken);
            using var key = SigningKey.Generate();
            await key.WriteAsync(path, unlocking, cancellationToken);
            await AtomicFile.WriteAsync(path + ".pub", System.Text.Encoding.ASCII.GetBytes(key.PublicKey.ToPem()), cancellationToken);
            composition.Terminal.Output.WriteLine(key.KeyId);
            composition.Terminal.Error.WriteLine($"private key {path}, public key {path}.pub; publish the public one where your users look");
            return (int)ExitCode.Done;
        });
        return new Command("key", "Keys that seal releases.") { generate };
    }
}
