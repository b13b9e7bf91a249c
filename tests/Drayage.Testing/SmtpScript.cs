namespace Drayage.Testing;

/// <summary>What <see cref="SmtpServer"/> runs.</summary>
internal static class SmtpScript
{
    public const string Text = """
        import asyncore, base64, email, email.policy, json, os, smtpd, ssl, sys

        security, certificate, user, password, folder = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)


        class Channel(smtpd.SMTPChannel):
            def __init__(self, *arguments, **named):
                self.secured = security == "tls"
                self.trusted = not user
                super().__init__(*arguments, **named)

            def recv(self, size):
                try:
                    return super().recv(size)
                except ssl.SSLWantReadError:
                    raise BlockingIOError

            def handle_read(self):
                super().handle_read()
                while isinstance(self.socket, ssl.SSLSocket) and self.connected and self.socket.pending():
                    super().handle_read()

            def smtp_EHLO(self, argument):
                self._set_rset_state()
                self.seen_greeting = argument
                self.extended_smtp = True
                self.push("250-" + self.fqdn)
                if security == "starttls" and not self.secured:
                    self.push("250-STARTTLS")
                if user:
                    self.push("250-AUTH PLAIN")
                self.push("250 HELP")

            def smtp_STARTTLS(self, argument):
                self.socket.setblocking(True)
                self.socket.sendall(b"220 Ready to start TLS\r\n")
                self.socket = context.wrap_socket(self.socket, server_side=True)
                self.socket.setblocking(False)
                self.secured = True

            def smtp_AUTH(self, argument):
                given = base64.b64decode(argument.split()[1]).split(b"\0")
                self.trusted = given[1:] == [user.encode(), password.encode()]
                self.push("235 2.7.0 Accepted" if self.trusted else "535 5.7.8 Authentication credentials invalid")

            def smtp_MAIL(self, argument):
                if self.trusted and (self.secured or security == "none"):
                    super().smtp_MAIL(argument)
                else:
                    self.push("530 5.7.0 Authentication required")

            def smtp_RCPT(self, argument):
                if "nobody@" in argument:
                    self.push("550 5.1.1 No such user here")
                else:
                    super().smtp_RCPT(argument)


        class Server(smtpd.SMTPServer):
            channel_class = Channel
            count = 0

            def handle_accepted(self, connection, address):
                try:
                    if security == "tls":
                        connection = context.wrap_socket(connection, server_side=True)
                except OSError:
                    return
                self.channel_class(self, connection, address, self.data_size_limit, self._map, self.enable_SMTPUTF8, self._decode_data).peer = address

            def process_message(self, peer, sender, recipients, data, **named):
                Server.count += 1
                message = email.message_from_bytes(data, policy=email.policy.default)
                path = os.path.join(folder, "%04d.json" % Server.count)
                with open(path + ".new", "w") as file:
                    json.dump({
                        "from": sender,
                        "to": recipients,
                        "secured": security != "none",
                        "headers": [[name, str(value)] for name, value in message.items()],
                        "text": message.get_content(),
                    }, file)
                os.rename(path + ".new", path)


        server = Server(("127.0.0.1", 0), None)
        print(server.socket.getsockname()[1], flush=True)
        asyncore.loop()
        """;
}
